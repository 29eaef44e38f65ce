namespace DataHound.Storage.Preparation.Reading;

/// <summary>A received file cannot be read. The message is for people and holds nothing of the file's content.</summary>
/// <param name="reason">What is wrong with it, such as <c>The workbook is damaged</c>.</param>
/// <param name="innerException">What led to it, if anything.</param>
public sealed class UnreadableFileException(string reason, Exception? innerException = null) : Exception(reason, innerException);

namespace LocalHost.Engine.Storage;

/// <summary>A text to be put aside.</summary>
/// <param name="InstanceId">Whose it is.</param>
/// <param name="PayloadId">Its id among the instance's payloads.</param>
/// <param name="Data">The text.</param>
internal sealed record NewPayload(string InstanceId, Guid PayloadId, string Data);

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>A place of secrets does not answer or refuses.</summary>
/// <param name="message">What is wrong; without secrets.</param>
/// <param name="innerException">What the place said.</param>
internal sealed class SecretSourceException(string message, Exception innerException) : Exception(message, innerException);

namespace LocalHost.Engine.Storage;

/// <summary>Work that was given up, as it is listed.</summary>
internal sealed record DeadLetter(long Id, string Kind, string InstanceId, string Name, int Attempts, string Reason, DateTimeOffset CreatedAt);

namespace LocalHost.SampleApp.Heartbeat;

public sealed record Beat(string At, bool IsPastDue);

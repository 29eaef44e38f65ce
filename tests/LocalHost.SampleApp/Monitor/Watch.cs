namespace LocalHost.SampleApp.Monitor;

public sealed record Watch(string Folder, double EverySeconds, int Seen = 0);

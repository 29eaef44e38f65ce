namespace LocalHost.SampleApp;

public sealed class Clock(TimeProvider time)
{
    public string Now => time.GetUtcNow().ToString("O");
}

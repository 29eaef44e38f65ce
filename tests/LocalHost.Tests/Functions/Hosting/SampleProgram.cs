using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LocalHost.Tests.Functions.Hosting;

/// <summary>The sample app as a process of its own.</summary>
internal sealed partial class SampleProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<Uri?> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SampleProgram(Process process) => _process = process;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static SampleProgram Start(string home, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (string argument in (string[])["exec", Path.Combine(AppContext.BaseDirectory, "LocalHost.SampleApp.dll"), "--LocalHost:Home=" + home, .. arguments])
            start.ArgumentList.Add(argument);
        SampleProgram program = new(new Process { StartInfo = start, EnableRaisingEvents = true });
        program._process.OutputDataReceived += (_, line) => program.Add(program._output, line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Add(program._errors, line.Data);
        program._process.Exited += (_, _) => program._address.TrySetResult(null);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    public async Task<HttpClient> ConnectAsync()
    {
        Uri? address = await _address.Task.WaitAsync(TimeSpan.FromSeconds(90));
        return new HttpClient { BaseAddress = address ?? throw new InvalidOperationException("The program ended: " + Output + Errors) };
    }

    public void Kill() => _process.Kill();

    public async Task AskToEndAsync()
    {
        using Process kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> WaitForEndAsync()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(90));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await AskToEndAsync();
            await WaitForEndAsync();
        }

        _process.Dispose();
    }

    public async Task WaitForLineAsync(string text)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(90));
        while (!Output.Contains(text, StringComparison.Ordinal))
            await Task.Delay(20, deadline.Token);
    }

    private static string Read(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }

    private void Add(StringBuilder into, string? line)
    {
        if (line is null)
            return;
        lock (into)
            into.AppendLine(line);
        if (ListeningPattern().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex("Listening on (?<address>[^ ]+): ")]
    private static partial Regex ListeningPattern();
}

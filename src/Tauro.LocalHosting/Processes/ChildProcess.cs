using System.Diagnostics;

namespace Tauro.LocalHosting;

/// <summary>One running process: its lines go to the log, and it is ended gently first.</summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Time for a service to drain and checkpoint before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Starts a program in a session of its own: a terminal's Ctrl-C reaches the AppHost alone, which then stops its
    /// children in order, and what a child starts can be ended as a group. Not everywhere; without it both still work
    /// less neatly.
    /// </summary>
    private static readonly string? NewSession = OperatingSystem.IsWindows() ? null : Executable.Find("setsid");

    private readonly Process _process;
    private readonly TimeProvider _time;
    private readonly Task _output;

    private ChildProcess(Process process, Action<string> line, TimeProvider time)
    {
        _process = process;
        _time = time;
        Identity = ProcessIdentity.Of(process, NewSession is not null);
        _output = Task.WhenAll(
            Pump(process.StandardOutput, line),
            Pump(process.StandardError, text =>
            {
                LastError = text;
                line(text);
            }));
        Exited = WaitForExitAsync();
    }

    public ProcessIdentity Identity { get; }

    /// <summary>Ends with the exit code, after the last line was logged.</summary>
    public Task<int> Exited { get; }

    /// <summary>The last line on its error output, once it has exited.</summary>
    public string? LastError { get; private set; }

    public static ChildProcess Start(ProcessPlan plan, Action<string> line, TimeProvider time)
    {
        var start = new ProcessStartInfo
        {
            FileName = NewSession ?? plan.FileName,
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in NewSession is null ? plan.Arguments : [plan.FileName, .. plan.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        InheritedEnvironment.RemoveOwn(start.Environment);
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new(process, line, time);
    }

    public async Task StopAsync()
    {
        if (!Exited.IsCompleted)
        {
            Signals.AskToEnd(Identity.Pid);
            try
            {
                await Exited.WaitAsync(Grace, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                Signals.EndTree(Identity.Pid, Identity.OwnGroup);
                await Exited.ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);

        // A grandchild that lives on would hold the pipes open for ever. Only now: later the number may be another's.
        if (Identity.OwnGroup)
        {
            Signals.EndTree(Identity.Pid, ownGroup: true);
        }

        await _output.ConfigureAwait(false);
        return _process.ExitCode;
    }

    private static async Task Pump(StreamReader reader, Action<string> line)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is { } text)
        {
            line(text);
        }
    }
}

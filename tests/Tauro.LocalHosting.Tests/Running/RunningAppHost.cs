using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Tauro.LocalHosting.Tests.Running;

/// <summary>The probes' AppHost as a process of its own, in a data folder that it may keep between starts.</summary>
internal sealed partial class RunningAppHost : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    private RunningAppHost(Process process, int port)
    {
        _process = process;
        Port = port;
        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int Pid => _process.Id;

    public string Output => string.Join('\n', _lines);

    public static RunningAppHost Start(
        string data, string? arguments = "--embedded", params (string, string?)[] variables)
    {
        var port = new PortAllotment().Next();
        var start = new ProcessStartInfo(ProbeHost())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (arguments ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            start.ArgumentList.Add(argument);
        }

        (string Name, string? Value)[] defaults =
        [
            ("TAURO_MLOPS_PATH", data),
            ("PROBE_PORT", $"{port}"),
            ("Parameters__key", "from-outside"),
            ("ConnectionStrings__warehouse", "Server=elsewhere"),
            ("ConnectionStrings__tauro-db", "Host=db.test;Port=5433;Username=me;Password=pw;Database=tauro"),
            ("ASPNETCORE_ENVIRONMENT", "AppHostOnly"),
            ("ASPNETCORE_URLS", "http://localhost:1"),
            ("DOTNET_LAUNCH_PROFILE", "NotOneOfTheirs"),
        ];
        foreach (var (name, value) in defaults.Concat(variables))
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!, port);
    }

    public Task ReadyAsync() => SaysAsync("Ready in ");

    public async Task SaysAsync(string text)
    {
        await Eventually.TrueAsync(
            () => Output.Contains(text, StringComparison.Ordinal) || _process.HasExited,
            () => $"The AppHost never said '{text}':\n{Output}");
        if (_process.HasExited)
        {
            await _process.WaitForExitAsync();
        }

        Assert.Contains(text, Output, StringComparison.Ordinal);
    }

    /// <summary>What the probe behind a port was given.</summary>
    public async Task<Dictionary<string, string>> EnvironmentAsync(int? port = null) =>
        (await _http.GetFromJsonAsync<Dictionary<string, string>>($"http://localhost:{port ?? Port}/env"))!;

    public async Task<Whereabouts> WhereAsync(string url)
    {
        // A new connection each time: replicas are taken in turn by connection.
        using var client = new HttpClient();
        return (await client.GetFromJsonAsync<Whereabouts>($"{url}/where"))!;
    }

    public async Task PostAsync(string url)
    {
        try
        {
            (await _http.PostAsync(url, content: null)).Dispose();
        }
        catch (HttpRequestException)
        {
            // Asked to crash, it does not answer.
        }
    }

    public string UrlOf(string resource) => ListeningOn().Matches(Output)
        .Last(m => m.Groups["name"].Value == resource).Groups["url"].Value;

    /// <summary>Every process below the AppHost, by the kernel's own account.</summary>
    public IReadOnlyList<ProcessIdentity> Descendants() => ProcessTree.Below(Pid);

    public void Signal(string signal) => Process.Start("kill", [$"-{signal}", $"{Pid}"]).WaitForExit();

    public async Task<int> ExitedAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Deadline);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            await ExitedAsync();
        }

        _process.Dispose();
        _http.Dispose();
    }

    private static string ProbeHost()
    {
        const string Name = "Tauro.LocalHosting.ProbeHost";
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(configuration.Parent!.Parent!.FullName, Name, configuration.Name, Name);
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }

    [GeneratedRegex(@"^\[(?<name>[\w-]+)\].*Now listening on: (?<url>\S+)", RegexOptions.Multiline)]
    private static partial Regex ListeningOn();
}

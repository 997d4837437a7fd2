using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Tauro.TestServers;

namespace Tauro.Mlflow.Tests.JavaScript;

/// <summary>The clients in package.json, installed from npm in a temporary folder.</summary>
public sealed class NodePackages : IAsyncLifetime
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(8);
    private readonly TemporaryFolder folder = new();

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Here()).Where(file => Path.GetExtension(file) is ".js" or ".json"))
            File.Copy(file, folder[Path.GetFileName(file)]);
        await Run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    }

    /// <summary>Runs a script of this folder, whose last line of output is JSON.</summary>
    public async Task<JsonElement> Script(string name, params string[] arguments)
    {
        var output = await Run("node", [name, .. arguments]);
        return JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]).RootElement;
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return default;
    }

    private async Task<string> Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Telemetry settings of the machine must not apply to the test.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_")).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeout = new CancellationTokenSource(Deadline);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within {Deadline}.");
        }

        Assert.True(process.ExitCode == 0, $"{program}: {process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}

using System.Diagnostics;

namespace Tauro.AppHost.Servers;

/// <summary>Checks whether Docker or Podman responds.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly Lazy<string?> Found = new(() =>
        Ask("docker") is { } docker && Ask("podman") is { } podman ? $"{docker}; {podman}" : null);

    /// <summary>Why neither can be used; null when one responds. Checked once.</summary>
    public static string? Refusal => Found.Value;

    private static string? Ask(string engine)
    {
        if (Executable.Find(engine) is not { } command) return $"{engine} is not on PATH";
        var start = new ProcessStartInfo(command, ["ps", "--quiet"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(AnswerTimeout))
        {
            process.Kill(entireProcessTree: true);
            return $"{engine} did not respond within {AnswerTimeout.TotalSeconds:0} s";
        }

        Task.WaitAll(error, output);
        return process.ExitCode == 0 ? null : $"{engine}: {error.Result.Trim().Split('\n')[0]}";
    }
}

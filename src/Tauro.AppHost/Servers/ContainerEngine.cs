using System.Diagnostics;

namespace Tauro.AppHost.Servers;

/// <summary>Checks whether Docker or Podman responds.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);
    private static readonly Lazy<string?> Result = new(() =>
        Check("docker") is { } docker && Check("podman") is { } podman ? $"{docker}; {podman}" : null);

    /// <summary>Why neither can be used; null when one responds. Checked once.</summary>
    public static string? UnavailableReason => Result.Value;

    private static string? Check(string engine)
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
        if (!process.WaitForExit(ResponseTimeout))
        {
            process.Kill(entireProcessTree: true);
            return $"{engine} did not respond within {ResponseTimeout.TotalSeconds:0} s";
        }

        Task.WaitAll(error, output);
        return process.ExitCode == 0 ? null : $"{engine}: {error.Result.Trim().Split('\n')[0]}";
    }
}

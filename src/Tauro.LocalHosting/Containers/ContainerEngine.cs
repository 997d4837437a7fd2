using System.Diagnostics;

namespace Tauro.LocalHosting;

/// <summary>The container engine whose command line answers.</summary>
internal static class ContainerEngine
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    public static async Task<string> FindAsync(CancellationToken cancellation)
    {
        var tried = new List<string>();
        foreach (var name in (string[])["docker", "podman"])
        {
            if (Executable.Find(name) is not { } command)
            {
                tried.Add($"{name} is not on PATH");
            }
            else if (await RefusalAsync(command, cancellation).ConfigureAwait(false) is { } refusal)
            {
                tried.Add($"{name} says: {refusal}");
            }
            else
            {
                return name;
            }
        }

        throw new DistributedApplicationException(
            $"--containers needs a container engine, and none answers ({string.Join("; ", tried)}). "
            + "Start one, or run without --containers.");
    }

    private static async Task<string?> RefusalAsync(string command, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AnswerMax);
        using var process = Process.Start(new ProcessStartInfo(command, ["ps", "--quiet"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = await process.StandardError.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            return $"nothing for {AnswerMax.TotalSeconds:0} s";
        }
    }
}

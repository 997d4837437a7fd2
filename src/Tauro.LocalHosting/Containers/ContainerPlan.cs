using System.Security.Cryptography;
using System.Text;

namespace Tauro.LocalHosting;

/// <summary>
/// A container as a process: the engine's <c>run</c> stays in the foreground, hands signals on to the container and
/// ends with it, so a container is watched and stopped as any other process is.
/// </summary>
internal static class ContainerPlan
{
    public static ProcessPlan Run(string engine, ServerResource resource, ServerSite site, ContainerImage image)
    {
        var arguments = new List<string> { "run", "--rm", "--publish", $"127.0.0.1:{site.Port}:{image.Port}" };
        var volume = resource.Annotations.OfType<DataVolumeAnnotation>().FirstOrDefault();
        arguments.AddRange(
        [
            "--volume",
            $"{volume?.Name ?? VolumeName(resource, site)}:{image.DataPath}{(volume?.IsReadOnly == true ? ":ro" : "")}",
        ]);
        foreach (var variable in image.Environment.Keys)
        {
            arguments.AddRange(["--env", variable]);
        }

        return new(resource.Name, engine, [.. arguments, image.Name, .. image.Arguments], site.DataPath)
        {
            Environment = image.Environment,
        };
    }

    /// <summary>One volume per data folder, as the other ways have it.</summary>
    private static string VolumeName(ServerResource resource, ServerSite site)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(site.DataPath));
        return $"tauro-{resource.Name}-{Convert.ToHexStringLower(hash)[..8]}";
    }
}

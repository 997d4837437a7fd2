using System.Reflection;

namespace Tauro.ServiceDefaults.Telemetry;

/// <summary>Identifies the service that this process runs.</summary>
/// <param name="Name"><c>tracking</c>, <c>registry</c> or <c>gateway</c>.</param>
/// <param name="StartedAt">When the process was set up.</param>
public sealed record ProcessIdentity(string Name, DateTimeOffset StartedAt)
{
    /// <summary>The version of the build, without the commit.</summary>
    public static string Version { get; } =
        (typeof(ProcessIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "0.0.0").Split('+')[0];
}

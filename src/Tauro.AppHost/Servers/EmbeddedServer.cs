namespace Tauro.AppHost.Servers;

/// <summary>Shows in the dashboard that a server is not used, and what the services do without it.</summary>
internal sealed class EmbeddedServer(string name) : Resource(name);

internal static class EmbeddedServerExtensions
{
    public static void AddEmbeddedServer(
        this IDistributedApplicationBuilder builder, string name, string fallback) => builder
        .AddResource(new EmbeddedServer(name)).ExcludeFromManifest().WithInitialState(new()
        {
            ResourceType = "Embedded",
            State = new($"None: {fallback}", KnownResourceStateStyles.Info),
            Properties = [],
        });
}

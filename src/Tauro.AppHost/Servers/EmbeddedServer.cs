namespace Tauro.AppHost.Servers;

/// <summary>Shows in the dashboard that there is no such server, and what the services do without it.</summary>
internal sealed class EmbeddedServer(string name) : Resource(name);

internal static class ServerAnnouncement
{
    /// <summary>Says on the console how a server is provided, and in the dashboard where there is none.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The server.</param>
    /// <param name="choice">How it is provided.</param>
    /// <param name="command">Its binary.</param>
    /// <param name="without">What the services do when there is none.</param>
    public static void Announce(
        this IDistributedApplicationBuilder builder, string name, ServerChoice choice, string command, string without)
    {
        if (builder.ExecutionContext.IsPublishMode) return;
        Console.WriteLine($"{name}: " + choice switch
        {
            ServerChoice.Configured => $"ConnectionStrings__{name}",
            ServerChoice.Container => "a container",
            ServerChoice.Binary => $"a private instance of {Executable.Find(command)}",
            _ => $"none, {without}",
        });

        if (choice == ServerChoice.Embedded)
            builder.AddResource(new EmbeddedServer(name)).ExcludeFromManifest().WithInitialState(new()
            {
                ResourceType = "Embedded",
                State = new($"None: {without}", KnownResourceStateStyles.Info),
                Properties = [],
            });
    }
}

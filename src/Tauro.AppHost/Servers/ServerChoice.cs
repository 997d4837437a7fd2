using Microsoft.Extensions.Configuration;
using Tauro.AppHost.Start;

namespace Tauro.AppHost.Servers;

/// <summary>How a backing server is provided.</summary>
internal enum ServerChoice
{
    /// <summary>By a connection string in the configuration.</summary>
    Configured,

    /// <summary>As a container.</summary>
    Container,

    /// <summary>As a private instance of the binary on PATH.</summary>
    Binary,

    /// <summary>Not at all: the services run without it.</summary>
    Embedded,
}

internal static class ServerChoices
{
    private const string Variable = "TAURO_SERVERS";

    /// <summary>
    /// Chooses the first of these that is available: a connection string, a container engine, the binary on PATH, the
    /// embedded default. <c>TAURO_SERVERS</c> (<c>auto</c>, <c>containers</c>, <c>binaries</c>, <c>embedded</c>) forces
    /// a choice for every server without a connection string.
    /// </summary>
    /// <param name="builder">The application. The console and the dashboard show the choice.</param>
    /// <param name="name">The server's name.</param>
    /// <param name="command">The name of its binary.</param>
    /// <param name="fallback">What the services do without the server.</param>
    /// <exception cref="AppHostRefusedException">The forced kind is not available.</exception>
    public static ServerChoice ChooseServer(
        this IDistributedApplicationBuilder builder, string name, string command, string fallback)
    {
        var choice = Choose(builder, name, command);
        if (builder.ExecutionContext.IsPublishMode) return choice;
        Console.WriteLine($"{name}: " + choice switch
        {
            ServerChoice.Configured => $"ConnectionStrings__{name}",
            ServerChoice.Container => "a container",
            ServerChoice.Binary => $"a private instance of {Executable.Find(command)}",
            _ => $"none, {fallback}",
        });
        if (choice == ServerChoice.Embedded) builder.AddEmbeddedServer(name, fallback);
        return choice;
    }

    private static ServerChoice Choose(IDistributedApplicationBuilder builder, string name, string binary)
    {
        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name))) return ServerChoice.Configured;
        if (builder.ExecutionContext.IsPublishMode) return ServerChoice.Container;
        return builder.Configuration[Variable] switch
        {
            null or "" or "auto" when ContainerEngine.UnavailableReason is null => ServerChoice.Container,
            null or "" or "auto" => Executable.Find(binary) is null ? ServerChoice.Embedded : ServerChoice.Binary,
            "embedded" => ServerChoice.Embedded,
            "containers" => ContainerEngine.UnavailableReason is { } reason
                ? throw Impossible("containers", $"no container engine responds ({reason})", name)
                : ServerChoice.Container,
            "binaries" => Executable.Find(binary) is null
                ? throw Impossible("binaries", $"{binary} is not on PATH", name)
                : ServerChoice.Binary,
            var other => throw AppHostRefusedException.Setting(
                Variable, other, "Set it to auto, containers, binaries or embedded."),
        };
    }

    private static AppHostRefusedException Impossible(string forced, string reason, string name) =>
        AppHostRefusedException.Setting(
            Variable, forced, $"That is not possible for {name}: {reason}. Provide it, set ConnectionStrings__{name}, "
            + $"or set {Variable} to auto.");
}

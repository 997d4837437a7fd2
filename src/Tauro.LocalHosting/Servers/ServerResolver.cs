using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>
/// Decides how each server is provided; the order is the one that <see cref="ServerResource"/> documents.
/// </summary>
internal sealed class ServerResolver(
    IConfiguration configuration, ResourceChoice choice, DataFolder data, PortAllotment ports,
    IResourceCollection resources)
{
    public async Task<ServerPlan> ResolveAsync(ServerResource server, CancellationToken cancellation)
    {
        var plan = Configured(server) ?? await ProvidedAsync(server, cancellation).ConfigureAwait(false);
        server.Connection = plan.Connection;
        return plan;
    }

    private ServerPlan? Configured(ServerResource server)
    {
        if (configuration.GetConnectionString(server.Name) is { Length: > 0 } text)
        {
            return new($"configured (ConnectionStrings:{server.Name})", server.Parse(text));
        }

        // A server whose every database is configured elsewhere has nothing left to serve.
        var databases = resources.OfType<PostgresDatabaseResource>().Where(d => d.Parent == server).ToList();
        return databases.Count > 0
            && databases.All(d => !string.IsNullOrEmpty(configuration.GetConnectionString(d.Name)))
                ? new("not needed: its databases are configured", null)
                : null;
    }

    private async Task<ServerPlan> ProvidedAsync(ServerResource server, CancellationToken cancellation)
    {
        var site = await SiteAsync(server, cancellation).ConfigureAwait(false);
        if (choice.Kind == ResourceChoiceKind.Containers)
        {
            var engine = await ContainerEngine.FindAsync(cancellation).ConfigureAwait(false);
            return server.InContainer(site, engine);
        }

        var binary = choice.Kind == ResourceChoiceKind.Binaries ? server.FromBinary(site) : null;
        return binary ?? server.Embedded(site) ?? throw new DistributedApplicationException(
            $"Resource '{server.Name}' cannot be provided here: it has no embedded default, and no server binary "
            + $"that can be used was found. Set ConnectionStrings__{server.Name}, or run with --containers.");
    }

    private async Task<ServerSite> SiteAsync(ServerResource server, CancellationToken cancellation)
    {
        var user = server.UserNameParameter is { } name
            ? await name.GetValueAsync(cancellation).ConfigureAwait(false)
            : server.DefaultUserName;
        var password = server.PasswordParameter is { } secret
            ? await secret.GetValueAsync(cancellation).ConfigureAwait(false)
            : configuration[$"Parameters:{server.Name}-password"] ?? data.Password($"{server.Name}-password");
        return new(data.Path, server.Port ?? ports.Next(), user!, password!, ports);
    }
}

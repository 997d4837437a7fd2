namespace Tauro.LocalHosting;

/// <summary>
/// A server that Aspire runs in a container. The local engine resolves it: see <see cref="ServerResource"/>.
/// </summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    public string? Entrypoint { get; set; } = entrypoint;
}

using Microsoft.Extensions.Configuration;

namespace Tauro.LocalHosting;

/// <summary>A connection string that the configuration holds as <c>ConnectionStrings:NAME</c>.</summary>
internal sealed class ConfiguredConnectionStringResource(
    string name, IConfiguration configuration, string? environmentVariableName)
    : Resource(name), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression =>
        new([configuration.GetConnectionString(Name) ?? string.Empty]);

    public string? ConnectionStringEnvironmentVariable => environmentVariableName;

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        new(configuration.GetConnectionString(Name));
}

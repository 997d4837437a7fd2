namespace Tauro.LocalHosting;

/// <summary>
/// A resource's connection string as a value. An optional one that has none is left out of the environment.
/// </summary>
public sealed class ConnectionStringReference(IResourceWithConnectionString resource, bool optional)
    : IValueProvider, IManifestExpressionProvider
{
    public IResourceWithConnectionString Resource => resource;

    public bool Optional => optional;

    public string ValueExpression => $"{{{resource.Name}.connectionString}}";

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var value = await resource.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        return value is null && !optional
            ? throw new DistributedApplicationException(
                $"The connection string for the resource '{resource.Name}' is not available. "
                + $"Set ConnectionStrings__{resource.Name}.")
            : value;
    }
}

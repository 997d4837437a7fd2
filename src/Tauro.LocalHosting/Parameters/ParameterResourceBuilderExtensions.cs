namespace Tauro.LocalHosting;

public static class ParameterResourceBuilderExtensions
{
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        builder.AddParameterFromConfiguration(name, $"Parameters:{name}", secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false,
        bool secret = false) => builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter,
        bool publishValueAsDefault = false, bool secret = false) =>
        Add(builder, name, () => builder.Configuration[$"Parameters:{name}"] ?? valueGetter(), secret);

    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false,
        bool persist = false) =>
        Add(builder, name, () => builder.Configuration[$"Parameters:{name}"] ?? value.GetDefaultValue(), secret);

    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false) =>
        Add(
            builder,
            name,
            () => builder.Configuration[configurationKey] ?? throw new DistributedApplicationException(
                $"Parameter '{name}' has no value. "
                + $"Set {configurationKey.Replace(":", "__", StringComparison.Ordinal)}."),
            secret);

    /// <summary>
    /// A connection string that is configured as <c>ConnectionStrings:NAME</c> and run by somebody else.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) =>
        builder.AddResource<IResourceWithConnectionString>(
            new ConfiguredConnectionStringResource(name, builder.Configuration, environmentVariableName));

    private static IResourceBuilder<ParameterResource> Add(
        IDistributedApplicationBuilder builder, string name, Func<string> value, bool secret) =>
        builder.AddResource(new ParameterResource(name, _ => value(), secret));
}

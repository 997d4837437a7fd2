using Tauro.AppHost.Start;

namespace Tauro.AppHost.Services;

/// <summary>Adds Tauro's services to the application model.</summary>
internal static class ServiceBuilderExtensions
{
    private const string MemoryVariable = "LocalStore__MemoryBytes";
    private const int MemoryShares = 4;
    private const string CollectorVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string SamplerVariable = "OTEL_TRACES_SAMPLER";

    /// <summary>
    /// Adds a service with one HTTP endpoint on loopback. Without replicas the service listens on the port itself, as
    /// Aspire's proxy would add a hop to every request. Replicas share one port and need the proxy.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name of the resource, and its host name for the other services.</param>
    /// <param name="settings">The AppHost's settings.</param>
    /// <param name="port">The port it listens on; 0 for any free port.</param>
    /// <param name="replicas">The number of processes.</param>
    public static IResourceBuilder<ServiceResource> AddService<TProject>(
        this IDistributedApplicationBuilder builder, string name, AppHostSettings settings, int port = 0,
        int replicas = 1)
        where TProject : IProjectMetadata, new()
    {
        var project = new TProject();
        var program = GetProgramPath(project);
        Check(builder, name, program, project);
        var proxied = replicas > 1 || builder.ExecutionContext.IsPublishMode;
        var service = builder.AddResource(new ServiceResource(
                name, program, Path.GetDirectoryName(program)!))
            .WithAnnotation<IProjectMetadata>(project)
            .WithDotnetProgramPublishing()
            .WithDebugSupport(
                mode => new ProjectLaunchConfiguration { ProjectPath = project.ProjectPath, Mode = mode },
                KnownLaunchConfigurationTypes.Project)
            .WithIconName("CodeCsRectangle")
            .WithOtlpExporter()
            .WithEnvironment(context => Configure(builder, settings, context))
            .WithHttpEndpoint(port == 0 ? null : port, isProxied: proxied)
            .WithHttpHealthCheck("/health/ready")
            .WithReplicas(replicas);
        var listensAt = service.GetEndpoint("http").Property(EndpointProperty.TargetPort);
        return service.WithEnvironment("ASPNETCORE_URLS", ReferenceExpression.Create($"http://localhost:{listensAt}"));
    }

    /// <summary>
    /// The path of the built program: next to the AppHost's, in the same configuration. The project's path is where the
    /// AppHost was built: a tree that was copied or moved would run the services of another one.
    /// </summary>
    private static string GetProgramPath(IProjectMetadata project)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var name = Path.GetFileNameWithoutExtension(project.ProjectPath);
        return Path.Combine(
            folder.Parent!.Parent!.FullName, name, folder.Name, OperatingSystem.IsWindows() ? $"{name}.exe" : name);
    }

    private static void Check(
        IDistributedApplicationBuilder builder, string name, string program, IProjectMetadata project)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            var root = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(project.ProjectPath)))!;
            if (!AppContext.BaseDirectory.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                Console.Error.WriteLine(
                    $"{name} is published from {project.ProjectPath}, because this AppHost was built there. To publish "
                    + "another tree, build the AppHost in it.");
            return;
        }

        if (!File.Exists(program))
            throw AppHostRefusedException.Missing(
                $"The program of {name}, {program}, does not exist. The AppHost starts the programs next to its own: "
                + "build the solution in this tree, or copy their folders as well.");
    }

    /// <summary>Gives the service the server's connection string, if there is a server.</summary>
    public static IResourceBuilder<ServiceResource> WithServer(
        this IResourceBuilder<ServiceResource> service, IResourceBuilder<IResourceWithConnectionString>? server) =>
        server is null ? service : service.WithReference(server, optional: true);

    /// <remarks>
    /// Aspire sets a collector even when the dashboard is off and nothing listens there, which costs each service CPU
    /// time, and ten seconds at its end. It also requests a trace of every request, which costs throughput; by default
    /// the services trace a limited number of requests per second.
    /// </remarks>
    private static void Configure(
        IDistributedApplicationBuilder builder, AppHostSettings settings, EnvironmentCallbackContext context)
    {
        if (!builder.ExecutionContext.IsRunMode) return; // what is published runs on another machine
        context.EnvironmentVariables["TAURO_MLOPS_PATH"] = settings.DataFolder;
        if (settings.ChecksCredentials) context.EnvironmentVariables[AppHostSettings.AuthVariable] = "required";

        // The services share the machine. One that is set for all of them is inherited.
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(MemoryVariable)))
            context.EnvironmentVariables[MemoryVariable] =
                $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / MemoryShares}";
        if (builder.Resources.All(resource => resource.Name != "aspire-dashboard"))
            context.EnvironmentVariables.Remove(CollectorVariable);
        context.EnvironmentVariables.Remove(SamplerVariable);

        // The AppHost's own environment takes precedence.
        foreach (var variable in (string[])[CollectorVariable, SamplerVariable])
            if (builder.Configuration[variable] is { Length: > 0 } value)
                context.EnvironmentVariables[variable] = value;
    }
}

using System.Globalization;
using System.Security.Cryptography;

namespace Tauro.LocalHosting;

/// <summary>The variables that Aspire gives a project, so that it cannot tell which engine runs it.</summary>
internal static class ProjectEnvironment
{
    private const int SuffixLength = 8;

    public static async Task<Dictionary<string, string>> BuildAsync(
        ProjectResource project, ProjectPorts ports, int replica, EngineParts engine, CancellationToken cancellation)
    {
        var suffix = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength);
        var variables = new Dictionary<string, object>
        {
            ["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true",
            ["LOGGING__CONSOLE__FORMATTERNAME"] = "simple",
        };
        OtlpEnvironment.Add(variables, project, suffix, engine);
        AddEndpoints(variables, project, ports, replica);

        var context = new EnvironmentCallbackContext(engine.Execution, project, variables, cancellation);
        foreach (var annotation in project.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        if (project.Annotations.OfType<LaunchProfileAnnotation>().FirstOrDefault() is { } profile)
        {
            // What the program sets wins over what the profile says.
            variables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Name);
            foreach (var (name, value) in profile.Profile.EnvironmentVariables)
            {
                variables.TryAdd(name, value);
            }
        }

        return await ResolveAsync(variables, cancellation).ConfigureAwait(false);
    }

    private static void AddEndpoints(
        Dictionary<string, object> variables, ProjectResource project, ProjectPorts ports, int replica)
    {
        var urls = new List<string>();
        foreach (var endpoint in project.Annotations.OfType<EndpointAnnotation>())
        {
            var target = ports.Target(endpoint, replica);
            if (endpoint.TargetPortEnvironmentVariable is { } variable)
            {
                variables[variable] = target.ToString(CultureInfo.InvariantCulture);
            }
            else if (endpoint.UriScheme is "http" or "https")
            {
                urls.Add($"{endpoint.UriScheme}://localhost:{target}");
            }

            if (endpoint.UriScheme == "https")
            {
                variables.TryAdd("ASPNETCORE_HTTPS_PORT", $"{endpoint.AllocatedEndpoint!.Port}");
            }
        }

        if (urls.Count > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        }
    }

    private static async Task<Dictionary<string, string>> ResolveAsync(
        Dictionary<string, object> variables, CancellationToken cancellation)
    {
        var resolved = new Dictionary<string, string>();
        foreach (var (name, value) in variables)
        {
            var text = value is IValueProvider provider
                ? await provider.GetValueAsync(cancellation).ConfigureAwait(false)
                : value.ToString();

            // Null comes from an optional reference to what is not there: no variable, rather than an empty one.
            if (text is not null)
            {
                resolved[name] = text;
            }
        }

        return resolved;
    }
}

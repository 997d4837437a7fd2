using Tauro.EndToEnd.Tests.Running;
using Tauro.TestServers;

namespace Tauro.EndToEnd.Tests.Start;

/// <summary>Errors that a person has to fix end a service with one line, an exit code and no stack trace.</summary>
public sealed class RefusedStartTests
{
    [Theory]
    [InlineData("Tauro.Tracking.Api", "experiment_tracking")]
    [InlineData("Tauro.Registry.Api", "model_registry")]
    public async Task A_damaged_manifest_is_reported_with_a_remedy(string service, string folder)
    {
        using var data = new TemporaryFolder();
        var manifest = Damage(data, folder);
        await using var process = ServerProcess.Start(Built.Program(service), ["--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data.Path });

        Assert.Equal(65, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.Contains(manifest, line);
        Assert.Contains("Restore it from a backup.", line);
        Assert.Contains("docs/internals/storage-format.md", line);
        Assert.DoesNotContain("   at ", process.Output);
        Assert.Equal("damaged", await File.ReadAllTextAsync(manifest, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Tauro.Tracking.Api", "TAURO_MLOPS_BACKEND", "paper")]
    [InlineData("Tauro.Registry.Api", "TAURO_MLOPS_SCHEMA", "experiments")]
    [InlineData("Tauro.Tracking.Api", "TAURO_TESTING_RESET", "true")]
    [InlineData("Tauro.Registry.Api", "TAURO_WEBHOOKS_ALLOW_PRIVATE", "yes")]
    [InlineData("Tauro.Web", "TAURO_AUTH", "on")]
    [InlineData("Tauro.Gateway", "TAURO_ALLOWED_HOSTS", "http://models.example")]
    [InlineData("Tauro.Tracking.Api", "TAURO_ALLOWED_HOSTS", "a.*.b")]
    [InlineData("Tauro.Registry.Api", "TAURO_KNOWN_PROXIES", "10.0.0.0/99")]
    [InlineData("Tauro.Gateway", "Gateway__PathBase", "mlflow")]
    [InlineData("Tauro.Gateway", "Gateway__PathBase", "/a/../b")]
    [InlineData("Tauro.Gateway", "Gateway__PathBase", "/api")]
    [InlineData("Tauro.Gateway", "Gateway__UnresponsiveAfter", "00:00:00")]
    [InlineData("Tauro.Tracking.Api", "TAURO_MLOPS_PATH", "/dev/null")]
    [InlineData("Tauro.Tracking.Api", "LocalStore__BatchBytes", "many")]
    [InlineData("Tauro.Tracking.Api", "LocalStore__QueuedCommits", "0")]
    [InlineData("Tauro.Tracking.Api", "ConnectionStrings__rabbitmq", "rabbit")]
    [InlineData("Tauro.Registry.Api", "ConnectionStrings__redis", "localhost,nonsense=1")]
    public async Task An_invalid_setting_is_reported(string service, string variable, string value)
    {
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(Built.Program(service), ["--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data.Path, [variable] = value });

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.Contains(variable.Split("__")[^1], line);
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Theory]
    [InlineData("Oidc:ClientId", "Oidc__Authority=https://login.test")]
    [InlineData("Oidc:Authority", "Oidc__Authority=http://login.test", "Oidc__ClientId=tauro")]
    [InlineData("Oidc:ClientSecretFile", "Oidc__Authority=https://login.test", "Oidc__ClientId=tauro")]
    [InlineData(
        "Oidc:ClientSecretFile", "Oidc__Authority=https://login.test", "Oidc__ClientId=tauro",
        "Oidc__ClientSecretFile=/no/such/file")]
    [InlineData("Jwt:Issuers:0:Audience", "Jwt__Issuers__0__Issuer=https://ci.test")]
    [InlineData(
        "Jwt:Issuers:0:Algorithms", "Jwt__Issuers__0__Issuer=https://ci.test", "Jwt__Issuers__0__Audience=a",
        "Jwt__Issuers__0__JwksUri=https://ci.test/keys", "Jwt__Issuers__0__Algorithms=RS256,HS256")]
    [InlineData(
        "Jwt:Issuers:0:JwksUri", "Jwt__Issuers__0__Issuer=https://ci.test", "Jwt__Issuers__0__Audience=a",
        "Jwt__Issuers__0__JwksUri=http://ci.test/keys")]
    [InlineData(
        "Jwt:Issuers:0:Provision", "Jwt__Issuers__0__Issuer=https://ci.test", "Jwt__Issuers__0__Audience=a",
        "Jwt__Issuers__0__JwksUri=https://ci.test/keys", "Jwt__Issuers__0__Provision=true")]
    public async Task An_invalid_provider_or_issuer_is_reported(string key, params string[] settings)
    {
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            Built.Program("Tauro.Gateway"), ["--urls", "http://127.0.0.1:0"],
            settings.Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])
                .Append(new("TAURO_MLOPS_PATH", data.Path)).Append(new("TAURO_AUTH", "required")).ToDictionary());

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.StartsWith($"Cannot start: {key} is '", line);
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Theory]
    [InlineData("Tauro.Gateway"), InlineData("Tauro.Tracking.Api"), InlineData("Tauro.Web")]
    public async Task Without_credentials_no_process_listens_where_others_reach_it(string service)
    {
        using var data = new TemporaryFolder();
        await using var process = ServerProcess.Start(
            Built.Program(service), [],
            new Dictionary<string, string>
            {
                ["TAURO_MLOPS_PATH"] = data.Path, ["ASPNETCORE_URLS"] = "http://0.0.0.0:0",
            });

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.StartsWith("Cannot start: The address to listen on is 'http://0.0.0.0:0'. ", line);
    }

    [Theory]
    [InlineData("Tauro.Tracking.Api", "LocalStore:BatchBytes", "Drain:Notice", "ConnectionStrings__rabbitmq")]
    [InlineData("Tauro.Registry.Api", "Cache:EntriesMax", "Webhooks:Timeout", "TAURO_MLOPS_BACKEND")]
    [InlineData("Tauro.Gateway", "Gateway:PathBase", "Gateway:UnresponsiveAfter", "TAURO_ALLOWED_HOSTS")]
    public async Task All_invalid_settings_are_reported_at_once(string service, params string[] settings)
    {
        using var data = new TemporaryFolder();
        var environment = settings.Append("Bodies:PauseMax")
            .ToDictionary(setting => setting.Replace(":", "__"), _ => "a/wrong/value");
        environment["TAURO_MLOPS_PATH"] = data.Path;
        await using var process = ServerProcess.Start(
            Built.Program(service), ["--urls", "http://127.0.0.1:0"], environment);

        Assert.Equal(78, await process.ExitCode());
        Assert.Contains("Cannot start: 4 settings are invalid:", process.Output);
        foreach (var setting in settings) Assert.Contains($"\n  {setting} is '", process.Output);
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Theory]
    [InlineData("Tauro.Tracking.Api", "experiment_tracking")]
    [InlineData("Tauro.Registry.Api", "model_registry")]
    public async Task A_data_folder_that_cannot_be_locked_is_reported_and_not_as_in_use(string service, string folder)
    {
        using var data = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(data[folder], "writer.lock")); // Refused to every user, root included.
        await using var process = ServerProcess.Start(Built.Program(service), ["--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string> { ["TAURO_MLOPS_PATH"] = data.Path });

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.Contains("TAURO_MLOPS_PATH", line);
        Assert.Contains("writer.lock", line);
        Assert.DoesNotContain("in use", line);
        Assert.DoesNotContain("   at ", process.Output);
    }

    [Theory]
    [InlineData("Tauro.Tracking.Api"), InlineData("Tauro.Registry.Api"), InlineData("Tauro.Gateway")]
    public async Task Too_few_open_files_are_reported(string service)
    {
        if (OperatingSystem.IsWindows()) return;
        await using var process = ServerProcess.Start("/bin/sh",
            ["-c", $"ulimit -n 256; exec '{Built.Program(service)}' --urls http://127.0.0.1:0"]);

        Assert.Equal(78, await process.ExitCode());
        var line = Assert.Single(process.Output.Split('\n'), line => line.StartsWith("Cannot start: "));
        Assert.Contains("ulimit -n is '256'", line);
        Assert.Contains("at least 1024", line);
    }

    internal static string Damage(TemporaryFolder data, string folder)
    {
        var manifest = Path.Combine(Directory.CreateDirectory(data[folder]).FullName, "manifest.json");
        File.WriteAllText(manifest, "damaged");
        return manifest;
    }
}

namespace Tauro.LocalHosting.Tests.Environments;

/// <summary>Holds the engine to what Aspire 13 gives a project, name by name and value by value.</summary>
public sealed class EnvironmentTests(ProbedEnvironment given) : IClassFixture<ProbedEnvironment>
{
    [Fact]
    public void A_project_reference_gives_discovery_keys_for_each_endpoint()
    {
        var worker = Uri("services__my-worker__http__0");
        Assert.Equal("http", worker.Scheme);
        Assert.Equal($"http://localhost:{worker.Port}", given.Probe["services__my-worker__http__0"]);
        Assert.Equal(given.Probe["services__my-worker__http__0"], given.Probe["MY_WORKER_HTTP"]);
        Assert.Equal(given.Probe["services__my-worker__admin__0"], given.Probe["MY_WORKER_ADMIN"]);
        Assert.NotEqual(worker.Port, Uri("services__my-worker__admin__0").Port);
    }

    [Fact]
    public void A_uri_reference_gives_a_default_key_and_its_name()
    {
        Assert.Equal("https://example.test/", given.Probe["services__outside__default__0"]);
        Assert.Equal("https://example.test/", given.Probe["OUTSIDE"]);
    }

    [Fact]
    public void Redis_gives_a_connection_string_and_its_parts()
    {
        var (port, password) = (given.Probe["REDIS_PORT"], given.Probe["REDIS_PASSWORD"]);
        Assert.Equal($"localhost:{port},password={password}", given.Probe["ConnectionStrings__redis"]);
        Assert.Equal("localhost", given.Probe["REDIS_HOST"]);
        Assert.Equal($"redis://:{password}@localhost:{port}", given.Probe["REDIS_URI"]);
        Assert.Matches("^[A-Za-z0-9]{22}$", password);
    }

    [Fact]
    public void A_configured_database_gives_its_connection_string_and_its_parts()
    {
        Assert.Equal(
            "Host=db.test;Port=5433;Username=me;Password=pw;Database=tauro",
            given.Probe["ConnectionStrings__tauro-db"]);
        Assert.Equal("db.test", given.Probe["TAURO_DB_HOST"]);
        Assert.Equal("5433", given.Probe["TAURO_DB_PORT"]);
        Assert.Equal("me", given.Probe["TAURO_DB_USERNAME"]);
        Assert.Equal("pw", given.Probe["TAURO_DB_PASSWORD"]);
        Assert.Equal("tauro", given.Probe["TAURO_DB_DATABASENAME"]);
        Assert.Equal("postgresql://me:pw@db.test:5433/tauro", given.Probe["TAURO_DB_URI"]);
        Assert.Equal("jdbc:postgresql://db.test:5433/tauro", given.Probe["TAURO_DB_JDBCCONNECTIONSTRING"]);
    }

    [Fact]
    public void A_connection_string_of_the_configuration_is_handed_on() =>
        Assert.Equal("Server=elsewhere", given.Probe["ConnectionStrings__warehouse"]);

    [Fact]
    public void An_optional_server_that_is_not_there_gives_nothing() => Assert.DoesNotContain(
        given.Probe.Keys, k => k.Contains("rabbitmq", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void Parameters_endpoints_and_expressions_are_resolved()
    {
        Assert.Equal("from-outside", given.Probe["KEY"]);
        Assert.Equal(given.Probe["MY_WORKER_HTTP"], given.Probe["WORKER_URL"]);
        Assert.Equal($"worker is at {given.Probe["MY_WORKER_HTTP"]}/x", given.Probe["SENTENCE"]);
    }

    [Fact]
    public void A_process_listens_on_its_target_port()
    {
        // A single replica is given the public port; one of several has its own, behind the public one.
        Assert.Equal(given.Probe["MY_WORKER_HTTP"], given.Worker["ASPNETCORE_URLS"]);
        Assert.Matches("^http://localhost:[0-9]+$", given.Probe["ASPNETCORE_URLS"]);
        Assert.NotEqual($"http://localhost:{given.AppHost.Port}", given.Probe["ASPNETCORE_URLS"]);
    }

    [Fact]
    public void An_endpoint_with_a_variable_is_told_there_and_not_in_the_urls()
    {
        Assert.Equal($"{Uri("MY_WORKER_ADMIN").Port}", given.Worker["ADMIN_PORT"]);
        Assert.DoesNotContain(';', given.Worker["ASPNETCORE_URLS"]);
    }

    [Fact]
    public void The_environments_name_comes_from_the_launch_profile_alone()
    {
        Assert.Equal("Staging", given.Probe["ASPNETCORE_ENVIRONMENT"]);
        Assert.Equal("Probe", given.Probe["DOTNET_LAUNCH_PROFILE"]);
        Assert.Equal("profile", given.Probe["FROM_PROFILE"]);
        Assert.Equal("program", given.Probe["FROM_PROGRAM"]);
        foreach (var name in (string[])["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"])
        {
            Assert.DoesNotContain(name, given.Worker.Keys);
        }
    }

    [Fact]
    public void Telemetry_goes_where_the_collector_is()
    {
        Assert.Equal("http://localhost:19999", given.Probe["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", given.Probe["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("x-otlp-api-key=collector-key", given.Probe["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("probe", given.Probe["OTEL_SERVICE_NAME"]);
        Assert.Matches("^service.instance.id=[a-z0-9]{8}$", given.Probe["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("in_memory", given.Probe["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"]);
    }

    [Theory]
    [InlineData("OTEL_BLRP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_BSP_SCHEDULE_DELAY", "1000")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL", "1000")]
    [InlineData("OTEL_TRACES_SAMPLER", "always_on")]
    [InlineData("OTEL_METRICS_EXEMPLAR_FILTER", "trace_based")]
    [InlineData("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION", "true")]
    [InlineData("OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION", "true")]
    [InlineData("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true")]
    [InlineData("LOGGING__CONSOLE__FORMATTERNAME", "simple")]
    public void In_development_a_project_is_given(string name, string value) =>
        Assert.Equal(value, given.Probe[name]);

    [Fact]
    public async Task Replicas_take_turns_behind_one_port()
    {
        var seen = new HashSet<int>();
        for (var i = 0; i < 4; i++)
        {
            seen.Add((await given.AppHost.WhereAsync($"http://127.0.0.1:{given.AppHost.Port}")).ProcessId);
        }

        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public async Task A_project_runs_in_its_own_folder() => Assert.EndsWith(
        "/Tauro.LocalHosting.Probe",
        (await given.AppHost.WhereAsync($"http://127.0.0.1:{given.AppHost.Port}")).CurrentDirectory,
        StringComparison.Ordinal);

    [Fact]
    public void The_table_says_how_each_resource_was_resolved()
    {
        Assert.Contains("embedded (Garnet in the AppHost)", given.AppHost.Output, StringComparison.Ordinal);
        Assert.Contains("| probe 2/2 | project ", given.AppHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', given.AppHost.Output);
    }

    private Uri Uri(string name) => new(given.Probe[name]);
}

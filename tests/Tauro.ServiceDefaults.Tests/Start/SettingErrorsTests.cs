using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Tauro.ServiceDefaults.Start;

namespace Tauro.ServiceDefaults.Tests.Start;

public sealed class SettingErrorsTests
{
    [Fact]
    public async Task All_errors_are_found_together_with_value_and_remedy()
    {
        var failure = await Refusal(new()
        {
            ["Drain:Notice"] = "soon",
            ["Bodies:HeldBytesMax"] = "-1",
            ["Bodies:PauseMax"] = "02:00:00",
            ["TAURO_KNOWN_PROXIES"] = "10.0.0.0/99",
            ["TAURO_TESTING_RESET"] = "yes",
        });

        Assert.Equal(StartFailure.Setting, failure.ExitCode);
        var lines = failure.Message.Split("\n  ");
        Assert.Equal("5 settings are invalid:", lines[0]);
        Assert.Equal(
            [
                "Bodies:HeldBytesMax is '-1'. Set it to an integer of at least 0.",
                "Bodies:PauseMax is '02:00:00'. Set it to a time, as hours:minutes:seconds, from 00:00:01 to 01:00:00.",
                "Drain:Notice is 'soon'. Set it to a time, as hours:minutes:seconds, from 00:00:00 to 00:01:00.",
            ], lines[1..4].Order());
        Assert.StartsWith("TAURO_KNOWN_PROXIES is '10.0.0.0/99'. ", lines[4]);
        Assert.StartsWith("TAURO_TESTING_RESET is 'yes'. ", lines[5]);
    }

    [Fact]
    public async Task One_error_is_one_line() => Assert.Equal(
        "Drain:Notice is ''. Set it to a time, as hours:minutes:seconds, from 00:00:00 to 00:01:00.",
        (await Refusal(new() { ["Drain:Notice"] = "" })).Message);

    [Fact]
    public async Task A_value_that_was_set_by_a_variable_is_reported_with_its_name() => Assert.StartsWith(
        "TAURO_MLOPS_MAX_RETRIES is 'three'. Set it to an integer from 0 ",
        (await Refusal(new() { ["TAURO_MLOPS_MAX_RETRIES"] = "three" })).Message);

    [Fact]
    public async Task A_failure_of_a_custom_validation_is_reported_next_to_the_others()
    {
        var failure = await Refusal(new() { ["Drain:Notice"] = "soon", ["Health:DiskDegraded"] = "0.99" });

        Assert.StartsWith("2 settings are invalid:", failure.Message);
        Assert.EndsWith(
            "\n  Health:DiskDegraded is more than Health:DiskUnhealthy. Set it to at most that.", failure.Message);
    }

    [Fact]
    public async Task Valid_settings_have_no_errors()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Drain:Notice"] = "00:00:05", ["TAURO_MLOPS_MAX_RETRIES"] = "7",
        });
        builder.AddTauroServiceDefaults("tracking");
        await using var app = builder.Build();

        SettingErrors.Require(builder.Services, app.Services);

        Assert.Equal("7", app.Configuration["Resilience:RetriesMax"]);
    }

    private static async Task<StartFailure> Refusal(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.AddTauroServiceDefaults("tracking");
        await using var app = builder.Build();
        return StartFailure.From(Assert.Throws<InvalidSettingsException>(
            () => SettingErrors.Require(builder.Services, app.Services)))!;
    }
}

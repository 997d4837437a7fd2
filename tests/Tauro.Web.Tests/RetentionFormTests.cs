using Tauro.Contracts.Ids;
using Tauro.Contracts.Models;
using Tauro.Contracts.Retention;
using Tauro.Web.Pages.Operations;

namespace Tauro.Web.Tests;

public sealed class RetentionFormTests
{
    [Fact]
    public void The_address_of_a_policy_has_all_that_the_form_has()
    {
        var policy = new RetentionPolicy
        {
            Name = "keep", Version = 3, Scope = new RetentionScope("a&b*", new ExperimentId("7")), KeepDays = 10,
            KeepLast = 2, PurgeAfterDays = 30, Description = "Why?",
            Stages = [ModelStage.Staging, ModelStage.Production],
        };
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(
            new Uri($"http://x/{RetentionForm.GetLink("tracking", policy)}").Query);

        var read = RetentionForm.Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null, "ana");

        Assert.Null(read.Problem);
        Assert.Equal("keep", query["name"]);
        Assert.Equal(
            (policy.Scope, 10, 2, 30, "Why?", "ana"),
            (read.Value!.Scope, read.Value.KeepDays, read.Value.KeepLast, read.Value.PurgeAfterDays,
                read.Value.Description, read.Value.By));
        Assert.Equal(policy.Stages, read.Value.Stages);
    }

    [Fact]
    public void A_policy_needs_a_name()
    {
        static string? Read(string name) => name == RetentionForm.KeepDays ? "10" : null;

        Assert.False(RetentionForm.IsEmpty(Read));
        Assert.Contains("name", RetentionForm.Read(Read, null).Problem!.Detail);
    }

    [Theory]
    [InlineData("keep_days", "ten"), InlineData("keep_last", "99999999999"), InlineData("stages", "no stage!")]
    public void What_is_no_number_or_stage_is_refused(string field, string value)
    {
        var read = RetentionForm.Read(name => name == field ? value : null, null);

        Assert.Contains(value.Split(' ')[0], read.Problem!.Detail);
    }
}

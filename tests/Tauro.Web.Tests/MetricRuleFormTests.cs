using Tauro.Web.Pages.Operations;

namespace Tauro.Web.Tests;

public sealed class MetricRuleFormTests
{
    [Theory]
    [InlineData("value", "0,5", "0.5"), InlineData("value", "1,000", "0.5"), InlineData("value", "NaN", "0.5")]
    [InlineData("minutes", "ten", "0.5")]
    [InlineData("points", "2.7", "integer"), InlineData("points", "1e3", "integer")]
    public void A_number_that_could_be_misread_is_refused(string field, string value, string hint)
    {
        var read = MetricRuleForm.Read(name => name == field ? value : null);

        Assert.Contains($"'{value}'", read.Problem!.Detail);
        Assert.Contains(hint, read.Problem.Detail);
    }

    [Fact]
    public void Numbers_are_read()
    {
        var fields = new Dictionary<string, string> { ["value"] = "-2.5e-3", ["points"] = "3", ["minutes"] = "0.5" };

        var rule = MetricRuleForm.Read(fields.GetValueOrDefault).Value!;

        Assert.Equal((-0.0025, 3, 0.5), (rule.Value, rule.Points, rule.Minutes));
    }
}

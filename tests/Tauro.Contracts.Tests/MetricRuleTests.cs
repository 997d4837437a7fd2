using Tauro.Contracts.Ids;
using Tauro.Contracts.MetricRules;
using Tauro.Contracts.Policies;

namespace Tauro.Contracts.Tests;

public sealed class MetricRuleTests
{
    [Theory]
    [InlineData(1, "loss at least 2.5")]
    [InlineData(3, "loss at least 2.5 for 3 points")]
    public void A_condition_on_points_says_how_many_if_it_is_not_one(int points, string expected) =>
        Assert.Equal(expected, (Rule(MetricRuleType.Threshold) with
        {
            Operator = MetricOperator.AtLeast, Value = 2.5, Points = points,
        }).Condition);

    [Theory]
    [InlineData(1, "no point of loss for 1 minute")]
    [InlineData(90, "no point of loss for 90 minutes")]
    [InlineData(1.0 / 60, "no point of loss for 1 second")]
    [InlineData(1.5, "no point of loss for 90 seconds")]
    public void A_condition_on_silence_is_in_minutes_or_seconds(double minutes, string expected) =>
        Assert.Equal(expected, (Rule(MetricRuleType.NoPoint) with { Minutes = minutes }).Condition);

    private static MetricRule Rule(MetricRuleType type) => new()
    {
        RuleId = new MetricRuleId("1"), ExperimentId = new ExperimentId("1"), Metric = "loss", Type = type,
    };
}

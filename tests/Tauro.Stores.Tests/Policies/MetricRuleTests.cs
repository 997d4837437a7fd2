using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

public sealed class MetricRuleTests
{
    private static readonly PolicyRule Better = Rule(PolicyRuleType.BetterThanProduction) with
    {
        Metric = "auc", Direction = MetricDirection.HigherIsBetter, Delta = 0.02,
    };

    [Theory]
    [InlineData(MetricOperator.AtLeast, 0.92, RuleStatus.Passed)]
    [InlineData(MetricOperator.AtLeast, 0.921, RuleStatus.Failed)]
    [InlineData(MetricOperator.Above, 0.92, RuleStatus.Failed)]
    [InlineData(MetricOperator.Above, 0.91, RuleStatus.Passed)]
    [InlineData(MetricOperator.AtMost, 0.92, RuleStatus.Passed)]
    [InlineData(MetricOperator.AtMost, 0.91, RuleStatus.Failed)]
    [InlineData(MetricOperator.Below, 0.92, RuleStatus.Failed)]
    [InlineData(MetricOperator.Below, 0.93, RuleStatus.Passed)]
    public void A_metric_is_compared_with_a_value(MetricOperator comparison, double value, RuleStatus expected) =>
        Is(expected, "'auc' is 0.92", Evaluate(Threshold("auc") with { Operator = comparison, Value = value }));

    [Theory]
    [InlineData(MetricOperator.AtLeast), InlineData(MetricOperator.AtMost)]
    [InlineData(MetricOperator.Above), InlineData(MetricOperator.Below)]
    public void NaN_passes_no_comparison(MetricOperator comparison) =>
        Is(RuleStatus.Failed, "'loss' is NaN", Evaluate(Threshold("loss") with { Operator = comparison }));

    [Fact]
    public void A_metric_that_the_version_lacks_is_taken_from_a_check()
    {
        var rule = Threshold("f1");
        Is(RuleStatus.Waiting, "no metric 'f1', which must be at least 0.5", Evaluate(rule));
        Is(RuleStatus.Passed, "'f1' is 0.8", With(Check(("f1", 0.8))));
        Is(RuleStatus.Waiting, "no metric", With(Check(("f1", 0.8)) with { Digest = "other" }));
        Is(RuleStatus.Waiting, "no metric", With(Check(("f1", 0.8)) with { Status = CheckStatus.Failed }));
        Is(RuleStatus.Passed, "'auc' is 0.92", Evaluate(
            Threshold("auc"), with: input => input with { Checks = [Check(("auc", 0.1))] }));

        RuleVerdict With(VersionCheck check) => Evaluate(rule, with: input => input with { Checks = [check] });
    }

    [Theory]
    [InlineData(0.9, RuleStatus.Passed)] // 0.92 - 0.9 is 0.020000000000000018 in binary.
    [InlineData(0.91, RuleStatus.Failed)]
    [InlineData(0.95, RuleStatus.Failed)]
    public void A_version_must_be_better_than_production(double current, RuleStatus expected) =>
        Is(expected, $"and {current} in version 1", Compare(Better, current));

    [Fact]
    public void A_difference_is_that_of_the_decimal_numbers()
    {
        var version = Candidate with { Metrics = new Dictionary<string, double> { ["auc"] = 0.3 } };
        Is(RuleStatus.Passed, "better by 0.1", Compare(Better with { Delta = 0.1 }, 0.2, version));
    }

    [Fact]
    public void Without_a_delta_a_version_must_be_better_by_any_amount()
    {
        Is(RuleStatus.Failed, "must be higher.", Compare(Better with { Delta = null }, 0.92));
        Is(RuleStatus.Passed, "better by", Compare(Better with { Delta = null }, 0.9199));
    }

    [Fact]
    public void Lower_can_be_better()
    {
        var lower = Better with { Direction = MetricDirection.LowerIsBetter };
        Is(RuleStatus.Passed, "better by 0.08", Compare(lower, 1));
        Is(RuleStatus.Failed, "must be lower by 0.02 or more", Compare(lower, 0.93));
        Is(RuleStatus.Failed, "NaN", Compare(lower, double.NaN));
    }

    [Fact]
    public void Without_a_version_in_production_the_rule_passes() =>
        Is(RuleStatus.Passed, "No other version", Evaluate(Better));

    [Fact]
    public void Both_versions_must_have_been_evaluated_on_the_same_dataset()
    {
        var rule = Better with { DatasetTag = "dataset" };
        Is(RuleStatus.Failed, "in Production has no tag 'dataset'", Compare(rule, 0.8));
        Is(RuleStatus.Failed, "'d1', but Version 1 in Production has 'd2'", Compare(rule, 0.8, tag: "d2"));
        Is(RuleStatus.Passed, "better by", Compare(rule, 0.8, tag: "d1"));
        Is(RuleStatus.Failed, "The version has no tag 'digest'", Compare(rule with { DatasetTag = "digest" }, 0.8));
    }

    [Fact]
    public void A_version_in_production_without_the_metric_needs_a_check()
    {
        var production = Production(0) with { Metrics = new Dictionary<string, double>() };
        Is(RuleStatus.Waiting, "Version 1 in Production has no metric", Evaluate(
            Better, with: input => input with { Production = production }));
        var check = Check(("auc", 0.5)) with { Digest = Stores.Policies.VersionDigest.Get(production) };
        Is(RuleStatus.Passed, "better by 0.42", Evaluate(
            Better, with: input => input with { Production = production, ProductionChecks = [check] }));
    }

    private static RuleVerdict Compare(
        PolicyRule rule, double current, ModelVersion? version = null, string? tag = null) => Evaluate(
            rule, version, input => input with { Production = Production(current, tag) });

    private static ModelVersion Production(double auc, string? dataset = null) =>
        Decisions.TestDocuments.Version(1, ModelStage.Production) with
        {
            Metrics = new Dictionary<string, double> { ["auc"] = auc },
            Tags = dataset is null
                ? new Dictionary<string, string>()
                : new Dictionary<string, string> { ["dataset"] = dataset },
        };

    private static PolicyRule Threshold(string metric) => Rule(PolicyRuleType.Metric) with
    {
        Metric = metric, Operator = MetricOperator.AtLeast, Value = 0.5,
    };

    private static VersionCheck Check((string Key, double Value) metric) => new()
    {
        Name = "eval", Status = CheckStatus.Passed, Digest = Digest,
        Metrics = new Dictionary<string, double> { [metric.Key] = metric.Value },
    };
}

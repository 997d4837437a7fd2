using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Stores.Policies;
using static Tauro.Stores.Tests.Policies.Gates;

namespace Tauro.Stores.Tests.Policies;

public sealed class RuleEvaluationTests
{
    [Fact]
    public void Required_tags_name_those_that_are_missing()
    {
        var rule = Rule(PolicyRuleType.RequiredTags);
        Is(RuleStatus.Passed, "'owner', 'dataset=d1'", Evaluate(rule with { Tags = ["owner", "dataset=d1"] }));
        Is(RuleStatus.Failed, "'dataset=d2', 'risk'", Evaluate(rule with { Tags = ["owner", "dataset=d2", "risk"] }));
    }

    [Fact]
    public void Required_files_are_matched_by_globs()
    {
        var rule = Rule(PolicyRuleType.RequiredFiles);
        Is(RuleStatus.Passed, "files for", Evaluate(rule with { Files = ["MLmodel", "*.onnx"] }));
        Is(RuleStatus.Failed, "None of the version's 2 files matches 'conda.yaml'",
            Evaluate(rule with { Files = ["MLmodel", "conda.yaml"] }));
        Is(RuleStatus.Failed, "'mlmodel'", Evaluate(rule with { Files = ["mlmodel"] }));
    }

    [Theory]
    [InlineData("model.pkl"), InlineData("a/b.JOBLIB"), InlineData("weights.pt")]
    public void A_pickle_is_refused(string path)
    {
        var version = Candidate with { Files = [.. Candidate.Files, new ModelFile(path, 1, "cc")] };
        Is(RuleStatus.Failed, $"'{path}' is a pickle", Evaluate(Rule(PolicyRuleType.NoPickle), version));
        Is(RuleStatus.Passed, "2 files", Evaluate(Rule(PolicyRuleType.NoPickle)));
    }

    [Theory]
    [InlineData(PolicyRuleType.NoPickle), InlineData(PolicyRuleType.Signature)]
    public void Rules_on_files_do_not_pass_if_the_files_are_not_known(PolicyRuleType type)
    {
        var external = Candidate with { ArtifactMode = ArtifactMode.External, Files = [] };
        Is(RuleStatus.Failed, "does not have the files", Evaluate(Rule(type), external));
        var pending = Candidate with { Status = ModelVersionStatus.PendingRegistration, Files = [] };
        Is(RuleStatus.Waiting, "until it is READY", Evaluate(Rule(type), pending));
    }

    [Fact]
    public void A_signature_counts_only_for_the_files_for_which_it_was_read()
    {
        var rule = Rule(PolicyRuleType.Signature);
        Is(RuleStatus.Waiting, "was not read", Evaluate(rule));
        Is(RuleStatus.Passed, "has a signature", With(new GateEvidence(Digest, true)));
        Is(RuleStatus.Failed, "has no signature", With(new GateEvidence(Digest, false)));
        Is(RuleStatus.Waiting, "was not read for these files", With(new GateEvidence("other", true)));
        Is(RuleStatus.Waiting, "Tracking is down", With(new GateEvidence(Digest, null, "Tracking is down.")));
        Is(RuleStatus.Failed, "no file 'MLmodel'", Evaluate(rule, Candidate with { Files = [] }));

        RuleVerdict With(GateEvidence evidence) => Evaluate(rule, with: input => input with { Evidence = evidence });
    }

    [Theory]
    [InlineData("COMPLETED", RuleStatus.Passed)]
    [InlineData(null, RuleStatus.Waiting)]
    [InlineData("RUNNING", RuleStatus.Waiting)]
    [InlineData("FAILED", RuleStatus.Failed)]
    [InlineData("DELETED", RuleStatus.Failed)]
    public void A_source_run_must_be_completed(string? status, RuleStatus expected) => Is(
        expected, status ?? "not known yet",
        Evaluate(
            Rule(PolicyRuleType.SourceRun), Candidate with { SourceRunId = new("r"), SourceRunStatus = status }));

    [Fact]
    public void A_version_without_a_source_run_is_refused() =>
        Is(RuleStatus.Failed, "names no run", Evaluate(Rule(PolicyRuleType.SourceRun)));

    [Fact]
    public void A_check_must_have_passed_for_these_files_and_with_evidence()
    {
        var rule = Rule(PolicyRuleType.Checks) with { Checks = ["bias", "load"] };
        var bias = new VersionCheck { Name = "bias", Status = CheckStatus.Passed, Summary = "ok", Digest = Digest };
        var load = bias with { Name = "load" };
        Is(RuleStatus.Waiting, "'load' has not been posted", With(bias));
        Is(RuleStatus.Passed, "'bias', 'load' have passed", With(bias, load));
        Is(RuleStatus.Waiting, "changed since", With(bias, load with { Digest = "other" }));
        Is(RuleStatus.Waiting, "is RUNNING", With(bias, load with { Status = CheckStatus.Running }));
        Is(RuleStatus.Waiting, "no evidence", With(bias, load with { Summary = " " }));
        Is(RuleStatus.Failed, "is FAILED: too slow", With(
            bias with { Digest = "other" }, load with { Status = CheckStatus.Failed, Summary = "too slow" }));

        RuleVerdict With(params VersionCheck[] checks) => Evaluate(rule, with: input => input with { Checks = checks });
    }

    [Fact]
    public void The_digest_is_that_of_sorted_paths_checksums_and_sizes()
    {
        Assert.Equal("c13e0990649daa8e4492c488acfb0aea586d24f5989e5789eb3eb813b08e050a", Digest);
        Assert.Equal(Digest, VersionDigest.Compute(Candidate.Files.Reverse()));
        Assert.NotEqual(Digest, VersionDigest.Compute([.. Candidate.Files.Take(1), new("data/model.onnx", 21, "bb")]));
        Assert.Equal(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", VersionDigest.Compute([]));
    }
}

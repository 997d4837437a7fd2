using System.Reflection;
using Tauro.Contracts.Events;
using Tauro.Contracts.Health;
using Tauro.Contracts.Ids;
using Tauro.Contracts.LoggedModels;
using Tauro.Contracts.Models;
using Tauro.Contracts.Policies;
using Tauro.Contracts.Runs;

namespace Tauro.Gateway.Tests.Reference;

/// <summary>Makes an example of each type of event.</summary>
internal static class EventSample
{
    private const string RunId = "6f2c1d0e9b8a47c5a3e1f0d2c4b6a897";

    private static readonly Dictionary<string, object> ByName = new()
    {
        ["ExperimentId"] = "1",
        ["RunId"] = RunId,
        ["SourceRunId"] = RunId,
        ["Name"] = "fraud",
        ["ModelName"] = "fraud",
        ["PreviousName"] = "fraud-old",
        ["Version"] = 3,
        ["Key"] = "team",
        ["Value"] = "risk",
        ["Alias"] = "champion",
        ["Path"] = "model/model.pkl",
        ["Source"] = $"runs:/{RunId}/model",
        ["Sha256"] = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["Digest"] = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["SizeBytes"] = 48_213L,
        ["EndTime"] = 1_772_366_400_000L,
        ["Timestamp"] = 1_772_366_400_000L,
        ["LastWrite"] = 1_772_362_800_000L,
        ["Threshold"] = 3_600_000L,
        ["AccountId"] = "6000b9ad-88a1-4c4f-9bd7-bd3540029c3f",
        ["KeyId"] = "xjpCCrSV",
        ["SuccessorOf"] = "d3zLV2VZ",
        ["RoleId"] = "6",
        ["ExpirationTime"] = 1_780_142_400_000L,
        ["Metric"] = "val_loss",
        ["Condition"] = "val_loss above 2 for 3 points",
        ["Step"] = 1_200L,
        ["LastStep"] = 1_200L,
        ["Metrics"] = 12,
        ["Params"] = 8,
        ["Limit"] = "active_runs",
        ["Max"] = 100,
        ["Resource"] = "runs",
        ["Reason"] = "Case 2026/117.",
        ["By"] = "ann",
        ["Role"] = "risk",
        ["Check"] = "bias",
        ["Queue"] = "tauro.registry.source-runs",
        ["Type"] = "tauro.run.ended",
        ["Dependency"] = "tracking",
        ["From"] = "default",
        ["To"] = "team-a",
        ["Attempts"] = 5,
        ["Policies"] = new[] { new PolicyReference("production", 2) },
        ["Archived"] = new[] { 4 },
        ["Skipped"] = Array.Empty<int>(),
        ["Settings"] = new[] { "ConnectionStrings:rabbitmq", "LocalStore:MemoryBytes" },
    };

    private static readonly Dictionary<(Type Event, string Member), object> ByMember = new()
    {
        [(typeof(HoldSet), "Resource")] = $"runs/{RunId}",
        [(typeof(HoldReleased), "Resource")] = $"runs/{RunId}",
        [(typeof(AccountCreated), "Name")] = "ann",
        [(typeof(AccountUpdated), "Name")] = "ann",
        [(typeof(AccountDeleted), "Name")] = "ann",
        [(typeof(ApiKeyCreated), "Name")] = "nightly training",
        [(typeof(ApiKeyRevoked), "Name")] = "nightly training",
        [(typeof(RoleCreated), "Name")] = "trainers",
        [(typeof(RoleUpdated), "Name")] = "trainers",
        [(typeof(RoleDeleted), "Name")] = "trainers",
        [(typeof(WorkspaceCreated), "Name")] = "team-a",
        [(typeof(WorkspaceUpdated), "Name")] = "team-a",
        [(typeof(WorkspaceDeleted), "Name")] = "team-a",
        [(typeof(HealthChanged), "Check")] = "disk",
        [(typeof(HealthChanged), "Reason")] = "The disk of the data folder is 91 % full, with 512 MiB free.",
        [(typeof(CircuitOpened), "Reason")] = "It responded with 503.",
        [(typeof(ModelVersionFailed), "Reason")] = "The run has no artifact named model.",
    };

    private static readonly Dictionary<Type, object> ByType = new()
    {
        [typeof(double)] = 2.5,
        [typeof(bool)] = false,
        [typeof(int)] = 1,
        [typeof(long)] = 1_024L,
        [typeof(ModelStage)] = ModelStage.Production,
        [typeof(PolicyGate)] = PolicyGate.Production,
        [typeof(ApprovalStatus)] = ApprovalStatus.Approved,
        [typeof(CheckStatus)] = CheckStatus.Passed,
        [typeof(RunStatus)] = RunStatus.Completed,
        [typeof(ModelVersionStatus)] = ModelVersionStatus.Ready,
        [typeof(LoggedModelStatus)] = LoggedModelStatus.Ready,
        [typeof(HealthState)] = HealthState.Degraded,
    };

    /// <param name="type">The type of the event.</param>
    /// <param name="isPrompt">Whether it is about a prompt, if that is a member of it.</param>
    public static LifecycleEvent Create(Type type, bool isPrompt = false)
    {
        var constructor = type.GetConstructors().Single(found => found.GetParameters() is not [{ Name: "original" }]);
        return (LifecycleEvent)constructor.Invoke([.. constructor.GetParameters().Select(
            parameter => parameter.Name == "IsPrompt" ? isPrompt : ValueOf(parameter))]);
    }

    private static object? ValueOf(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var value = ByMember.GetValueOrDefault((parameter.Member.DeclaringType!, parameter.Name!))
            ?? ByName.GetValueOrDefault(parameter.Name!);
        if (value is not null && type.IsInstanceOfType(value)) return value;
        if (parameter.Name == "From" && type != typeof(WorkspaceName))
            return type == typeof(ModelStage) ? ModelStage.Staging : HealthState.Healthy;
        if (ByType.TryGetValue(type, out var typical)) return typical;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(0);
        // Ids and other names are made of a string; those that have no example here are like those of runs.
        if (type.GetConstructor([typeof(string)]) is { } create) return create.Invoke([value as string ?? RunId]);
        Assert.True(type == typeof(string), $"{parameter.Member.DeclaringType!.Name}.{parameter.Name} has no example.");
        return $"some {parameter.Name!.ToLowerInvariant()}";
    }
}

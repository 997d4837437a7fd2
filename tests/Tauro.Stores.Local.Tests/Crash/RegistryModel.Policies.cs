using System.Globalization;
using Tauro.Contracts;
using Tauro.Contracts.Models;

namespace Tauro.Stores.Local.Tests.Crash;

/// <summary>
/// The expected policies: each closes Production to versions of all models until their check has passed. And what a
/// rollback returns to.
/// </summary>
internal sealed partial class RegistryModel
{
    private Dictionary<string, (int Version, bool IsDeleted)> Policies { get; init; } = [];

    private Dictionary<(string Name, int Number), bool> Checks { get; init; } = [];

    private Dictionary<(string Name, int Number), string> Approvals { get; init; } = [];

    private Dictionary<string, List<(int Number, bool IsOpen, bool IsRolledBack)>> Production { get; init; } = [];

    public bool HasPolicy(string policy) => Policies.TryGetValue(policy, out var last) && !last.IsDeleted;

    public bool CanRollBack(string name) => FindPrevious(name) is not null;

    public bool IsRefused(string name, int number, ModelStage stage) =>
        stage == ModelStage.Production && StageOf(name, number) != stage && Policies.Values.Any(last => !last.IsDeleted)
        && !Checks.GetValueOrDefault((name, number));

    public void SetPolicy(string policy)
    {
        Policies[policy] = (Policies.GetValueOrDefault(policy).Version + 1, false);
        Events.Add($"tauro.policy.set policies/{policy}");
    }

    public void DeletePolicy(string policy)
    {
        Policies[policy] = (Policies[policy].Version + 1, true);
        Events.Add($"tauro.policy.deleted policies/{policy}");
    }

    public void PostCheck(string name, int number, bool hasPassed)
    {
        Checks[(name, number)] = hasPassed;
        Events.Add($"tauro.check.posted models/{name}/versions/{number}");
    }

    /// <summary>Requests approval, if it was not, and adds that of a person.</summary>
    public void Approve(string name, int number, string person)
    {
        if (Approvals.TryAdd((name, number), ""))
            Events.Add($"tauro.approval.requested models/{name}/versions/{number}");
        else if (!Approvals[(name, number)].Contains(person, StringComparison.Ordinal))
        {
            Approvals[(name, number)] += person;
            Events.Add($"tauro.approval.approved models/{name}/versions/{number}");
        }
    }

    public void RollBack(string name)
    {
        var previous = FindPrevious(name)!.Value;
        foreach (var key in InProduction(name))
        {
            Versions[key] = Versions[key] with { Stage = ModelStage.Archived };
            Events.Add($"tauro.model_version.stage_changed models/{name}/versions/{key.Number}");
            EndProduction(name, key.Number, isRolledBack: true);
        }

        Move((name, previous), ModelStage.Production);
        Events.Add($"tauro.model.rolled_back models/{name}");
    }

    private List<(string Name, int Number)> InProduction(string name) =>
    [
        .. Versions.Where(pair => pair.Key.Name == name && pair.Value.Stage == ModelStage.Production)
            .Select(pair => pair.Key).OrderBy(key => key.Number),
    ];

    private int? FindPrevious(string name)
    {
        HashSet<int> seen = [];
        foreach (var (number, isOpen, isRolledBack) in Production.GetValueOrDefault(name, []).AsEnumerable().Reverse())
        {
            if (seen.Add(number) && !isOpen && !isRolledBack && Versions.ContainsKey((name, number))) return number;
        }

        return null;
    }

    private void BeginProduction(string name, int number) => Replace(name, [.. Periods(name), (number, true, false)]);

    private void EndProduction(string name, int number, bool isRolledBack = false) =>
        Replace(name, [.. Periods(name).Select(period =>
            period.Number == number && period.IsOpen ? (number, false, isRolledBack) : period)]);

    private List<(int Number, bool IsOpen, bool IsRolledBack)> Periods(string name) =>
        Production.GetValueOrDefault(name, []);

    private void Replace(string name, List<(int Number, bool IsOpen, bool IsRolledBack)> periods) =>
        Production[name] = [.. periods.TakeLast(Limits.ProductionPeriodsMax)];

    private void AddPolicyFacts(SortedSet<string> facts)
    {
        foreach (var (policy, last) in Policies)
            facts.Add($"policy {policy} {last.Version}{(last.IsDeleted ? " deleted" : "")}");
        foreach (var (key, hasPassed) in Checks) facts.Add($"check {key.Name}/{key.Number} {hasPassed}");
        foreach (var (key, people) in Approvals) facts.Add($"approval {key.Name}/{key.Number} {people}");
        foreach (var (name, periods) in Production)
        {
            foreach (var (index, period) in periods.Index())
                facts.Add(string.Create(CultureInfo.InvariantCulture, $"production {name} {index:D2} {period}"));
        }
    }

    private static void Move<TKey, TValue>(Dictionary<TKey, TValue> map, TKey from, TKey to) where TKey : notnull
    {
        if (map.Remove(from, out var value)) map[to] = value;
    }
}

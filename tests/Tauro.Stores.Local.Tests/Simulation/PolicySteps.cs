using Tauro.Contracts.Models;
using Tauro.Stores.Local.Tests.Crash;

namespace Tauro.Stores.Local.Tests.Simulation;

/// <summary>Draws random operations on policies, checks, approvals and stages that a registry's model allows.</summary>
internal sealed class PolicySteps(RegistrySession store, Random random)
{
    private const int Policies = 2;
    private const int People = 3;

    public Task Next()
    {
        var policy = $"policy{random.Next(Policies)}";
        var versions = store.Model.Numbers.Order().ToList();
        var (name, number) = versions.Count == 0 ? ("", 0) : versions[random.Next(versions.Count)];
        return random.Next(100) switch
        {
            < 10 => store.SetPolicy(policy, $"{random.NextInt64():x}"),
            < 16 when store.Model.HasPolicy(policy) => store.DeletePolicy(policy),
            < 40 when number > 0 => store.PostCheck(name, number, hasPassed: random.Next(3) > 0),
            < 50 when number > 0 => store.Approve(name, number, $"{random.Next(People)}"),
            < 60 when number > 0 && store.Model.StageOf(name, number) != ModelStage.Production =>
                store.Promote(name, number, ModelStage.Production),
            < 70 when number > 0 && store.Model.CanRollBack(name) => store.RollBack(name),
            _ => Task.CompletedTask,
        };
    }
}

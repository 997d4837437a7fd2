using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tauro.Contracts.Access;
using Tauro.Contracts.Ids;
using Tauro.Contracts.Json;
using Tauro.Stores.Access;

namespace Tauro.Stores.Local.Tests.Guards;

/// <summary>
/// Calls every method of a guarded store with the ids of one resource, as principals of every level. The expected
/// actions are a table of the test; a method that is not in it is a finding.
/// </summary>
/// <param name="arguments">The arguments, by type; by name for those of which a type has several.</param>
/// <param name="actions">What each method needs; null for what only the service itself does.</param>
/// <param name="root">The type of the resource that grants name.</param>
/// <param name="id">Its id.</param>
internal sealed class GuardSweep(
    IReadOnlyDictionary<object, object> arguments, IReadOnlyDictionary<string, AccessAction?> actions,
    ResourceType root, string id)
{
    private static readonly AccountId Eva = new("eva");
    private static readonly WorkspaceName Elsewhere = new("team-b");

    /// <summary>
    /// Whether the store finds the resource by its name, so that the store itself says that there is none in another
    /// workspace, and the guard lets the request reach it.
    /// </summary>
    public bool IsFoundByName { get; init; }

    /// <summary>The account that owns the resource.</summary>
    public static AccountId Owner { get; } = new("olga");

    /// <summary>Returns what is wrong, a sentence in a line; empty for nothing.</summary>
    /// <param name="create">Creates the guard of a store.</param>
    /// <param name="store">The store with the resource.</param>
    /// <param name="empty">The guarded store without it.</param>
    public async Task<string> FindViolations<TStore>(
        Func<TStore, TStore> create, TStore store, TStore empty)
        where TStore : class
    {
        var guarded = create(OnlyReads.Around(store, actions));
        List<string> violations = [];
        foreach (var method in typeof(TStore).GetMethods().Where(method => method.IsAbstract))
        {
            if (!actions.TryGetValue(method.Name, out var action))
                violations.Add($"{method.Name} is not in the table.");
            if (action is not { } needed) continue;
            foreach (var (principal, level) in Principals())
            {
                var missing = await Call(empty, method, principal);
                var expected = level is null or AccessLevel.Deny ? missing
                    : level < AccessDecision.LevelFor(needed) ? "denied"
                    : needed == AccessAction.Read ? null
                    : "reached";
                var found = await Call(guarded, method, principal);
                if (IsFoundByName && principal.Workspace == Elsewhere && found == "reached") continue;
                if (expected is null ? found == "denied" || found == missing : found != expected)
                    violations.Add($"{method.Name} as {principal.Name}: {found}, not {expected ?? "found"}.");
            }
        }

        return string.Join('\n', violations);
    }

    private IEnumerable<(Principal Principal, AccessLevel? Level)> Principals()
    {
        yield return (Create("none"), null);
        yield return (Create("other", new Grant(root, "999", AccessLevel.Manage)), null);
        yield return (
            Create("denied", new(root, Grant.All, AccessLevel.Manage), new(root, id, AccessLevel.Deny)), null);
        yield return (Create("owner") with { Id = Owner }, AccessLevel.Manage);
        yield return (Create("owner elsewhere") with { Id = Owner, Workspace = Elsewhere }, null);
        yield return (Create("administrator elsewhere") with { IsAdmin = true, Workspace = Elsewhere }, null);
        yield return (
            Create("manager elsewhere", new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)) with
            {
                Workspace = Elsewhere,
            },
            null);
        yield return (
            Create("manager here", new Grant(ResourceType.Workspace, Grant.All, AccessLevel.Manage)) with
            {
                Workspace = WorkspaceName.Default,
            },
            AccessLevel.Manage);
        yield return (Create("all", new Grant(root, Grant.All, AccessLevel.Edit)), AccessLevel.Edit);
        foreach (var level in Enum.GetValues<AccessLevel>())
            yield return (Create($"{level}", new Grant(root, id, level)), level);
    }

    private static Principal Create(string name, params IReadOnlyList<Grant> grants) =>
        new(PrincipalKind.User, Eva, name, false, grants);

    private async Task<string> Call(object target, MethodInfo method, Principal principal)
    {
        CurrentPrincipal.Set(principal, requirement: null);
        try
        {
            var task = method.Invoke(target, [.. method.GetParameters().Select(ArgumentOf)])!;
            return Describe(await Result(task));
        }
        catch (AccessDeniedException)
        {
            return "denied";
        }
        catch (OnlyReads.ReachedException)
        {
            return "reached";
        }
    }

    private object? ArgumentOf(ParameterInfo parameter) =>
        arguments.TryGetValue(parameter.Name!, out var byName) && parameter.ParameterType.IsInstanceOfType(byName)
            ? byName
            : arguments.TryGetValue(parameter.ParameterType, out var byType) ? byType
            : parameter.HasDefaultValue || parameter.ParameterType == typeof(CancellationToken) ? null
            : throw new InvalidOperationException(
                $"There is no {parameter.ParameterType} for {parameter.Name} of {parameter.Member.Name}.");

    private static async Task<object?> Result(object task)
    {
        if (task.GetType().GetMethod("AsTask") is { } asTask)
        {
            var awaited = (Task)asTask.Invoke(task, null)!;
            await awaited;
            return awaited.GetType().GetProperty("Result")!.GetValue(awaited);
        }

        var items = new List<object>();
        await foreach (var item in (IAsyncEnumerable<object>)task) items.Add(item);
        return items;
    }

    private static string Describe(object? result)
    {
        if (result is StoreProblem direct) return $"problem {direct.Kind}: {direct.Message}";
        if (result?.GetType() is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(StoreOutcome<>))
        {
            if (type.GetProperty("Problem")!.GetValue(result) is StoreProblem problem)
                return $"problem {problem.Kind}: {problem.Message}";
            result = type.GetProperty("Value")!.GetValue(result);
        }

        return result is IEnumerable and not string && result.GetType().Name.Contains("Set", StringComparison.Ordinal)
            ? string.Join(",", ((IEnumerable)result).Cast<object>())
            // The stores were filled at different times.
            : Regex.Replace(JsonSerializer.Serialize(result, TauroJson.Options), @"\d{13}", "time");
    }
}

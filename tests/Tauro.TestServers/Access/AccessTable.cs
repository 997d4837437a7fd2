using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts.Access;
using Tauro.Contracts.Json;
using Tauro.ServiceDefaults.Access;
using Tauro.TestServers.Shapes;
using Xunit;

namespace Tauro.TestServers.Access;

/// <summary>
/// Who may call each endpoint of a process, as the files in the folder of this class have it, which reviewers read:
/// a method and a route in a line. The paths under which MLflow's clients know the same route are one line, with their
/// number.
/// </summary>
public sealed partial class AccessTable
{
    private const string Variable = "TAURO_SNAPSHOTS";
    private const string Unstated = "NOTHING STATED";

    private static readonly Dictionary<AccessAction, string> Needed = new()
    {
        [AccessAction.Read] = "READ",
        [AccessAction.Use] = "USE",
        [AccessAction.Create] = "CREATE",
        [AccessAction.Update] = "EDIT",
        [AccessAction.Delete] = "MANAGE",
        [AccessAction.Manage] = "MANAGE",
    };

    private readonly Dictionary<string, string> requirements;

    private AccessTable(string file) => requirements = File.ReadAllLines(file)
        .Select(line => line.Split(" → ")).ToDictionary(line => TwinCount().Replace(line[0], ""), line => line[1]);

    /// <summary>Reads the file of a process.</summary>
    public static AccessTable Read(string process) => new(FileOf(process));

    /// <summary>Returns what an endpoint requires; null if the file does not have it.</summary>
    public string? Find(string method, RouteEndpoint endpoint) => requirements.GetValueOrDefault(Key(method, endpoint));

    /// <summary>Fails if the endpoints of a process, or what they require, differ from its file.</summary>
    public static void AssertMatches(string process, IEnumerable<Endpoint> endpoints)
    {
        var lines =
            from endpoint in endpoints.OfType<RouteEndpoint>()
            from method in MethodsOf(endpoint)
            group endpoint by (Key: Key(method, endpoint), Access: Describe(endpoint)) into twins
            select (twins.Key.Key, Twins: twins.Count() == 1 ? "" : $" ×{twins.Count()}", twins.Key.Access);
        var content = string.Concat(lines
            .OrderBy(line => line.Key[line.Key.IndexOf('/')..], StringComparer.Ordinal)
            .ThenBy(line => line.Key, StringComparer.Ordinal)
            .Select(line => $"{line.Key}{line.Twins} → {line.Access}\n"));
        Assert.DoesNotContain(Unstated, content);
        if (Environment.GetEnvironmentVariable(Variable) == "update") File.WriteAllText(FileOf(process), content);
        Assert.Equal(File.ReadAllText(FileOf(process)), content);
    }

    /// <summary>Returns the methods of an endpoint; <c>*</c> for all.</summary>
    internal static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["*"];

    /// <summary>Returns the route of an endpoint as it is written.</summary>
    internal static string RouteOf(RouteEndpoint endpoint) => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}";

    private static string Key(string method, RouteEndpoint endpoint) =>
        $"{method} {ServedRoute.ToApiPath(RouteOf(endpoint))}";

    private static string Describe(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<EndpointAccess>() switch
    {
        null => Unstated,
        { Kind: EndpointAccessKind.Public } => "PUBLIC",
        { Kind: EndpointAccessKind.Authenticated } => "ANY ACCOUNT",
        { Kind: EndpointAccessKind.Admin } => "ADMINISTRATOR",
        { Kind: EndpointAccessKind.Service } access => $"SERVICE {access.Service}",
        { Requirement: { } requirement } access =>
            Needed[requirement.Action]
            + (access.IsResourceBased || requirement.Action == AccessAction.Create ? " " : " all ")
            + ApiName.Get(requirement.Type)
            + (requirement.Promotes ? " and promote" : ""),
        var other => throw new InvalidOperationException($"{other} is not described."),
    };

    private static string FileOf(string process, [CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, $"{process}.txt");

    [GeneratedRegex(" ×[0-9]+$")]
    private static partial Regex TwinCount();
}

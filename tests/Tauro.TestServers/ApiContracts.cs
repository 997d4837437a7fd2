using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Tauro.TestServers;

/// <summary>
/// Checks that <c>Tauro.Contracts</c> has all types that a client of the native API needs: those of its requests and
/// responses, and those of their members. Findings are sentences.
/// </summary>
public static class ApiContracts
{
    /// <summary>Returns types that the documented endpoints of a process use and that are declared elsewhere.</summary>
    public static IEnumerable<string> TypesElsewhere(EndpointDataSource endpoints)
    {
        var seen = new HashSet<Type>();
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is not null) continue;
            foreach (var type in TypesOf(endpoint.Metadata).SelectMany(type => Elsewhere(type, seen)))
                yield return $"{endpoint.RoutePattern.RawText} uses {type}.";
        }

        if (!seen.Any(IsContract)) yield return "No endpoint uses a type of Tauro.Contracts.";
    }

    // A parameter that is parsed from a string counts as its enum type.
    private static IEnumerable<Type> TypesOf(EndpointMetadataCollection metadata) =>
    [
        .. metadata.OfType<IAcceptsMetadata>().Select(body => body.RequestType).OfType<Type>(),
        .. metadata.OfType<IProducesResponseTypeMetadata>().Select(result => result.Type).OfType<Type>(),
        .. metadata.OfType<IParameterBindingMetadata>().Where(parameter => parameter.HasTryParse)
            .Select(parameter => parameter.ParameterInfo.ParameterType)
            .Select(type => Nullable.GetUnderlyingType(type) ?? type)
            .SelectMany(type => type.IsGenericType ? type.GetGenericArguments() : [type]),
    ];

    private static bool IsContract(Type type) => type.Assembly.GetName().Name == "Tauro.Contracts";

    private static IEnumerable<Type> Elsewhere(Type type, HashSet<Type> seen)
    {
        if (type.HasElementType) return Elsewhere(type.GetElementType()!, seen);
        if (!seen.Add(type)) return [];
        var arguments = type.GetGenericArguments().SelectMany(argument => Elsewhere(argument, seen));
        if (type.Namespace!.Split('.')[0] == "System") return arguments;
        if (!IsContract(type)) return [type, .. arguments];
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(member => member.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .SelectMany(member => Elsewhere(member.PropertyType, seen))
            .Concat(arguments);
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Tauro.ServiceDefaults.Json;

namespace Tauro.ServiceDefaults.Problems;

/// <summary>
/// Finds the query, path or header parameter that the framework could not bind. It reads the parameters of the endpoint
/// again, because the framework names the parameter only in a message.
/// </summary>
internal static class BadParameter
{
    private const string QueryParameter = "query parameter";

    /// <summary>Describes the first missing or invalid parameter; null when all are valid.</summary>
    public static string? Find(HttpContext context, Endpoint? endpoint, RouteValueDictionary? route) =>
        (endpoint?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        .Select(parameter => Check(context.Request, endpoint!, route ?? [], parameter))
        .FirstOrDefault(problem => problem is not null);

    /// <summary>Returns the name of a query parameter; null for a parameter of another source.</summary>
    public static string? FindQueryName(Endpoint endpoint, ParameterInfo parameter) =>
        Source(endpoint, parameter) is (QueryParameter, var name) ? name : null;

    private static string? Check(
        HttpRequest request, Endpoint endpoint, RouteValueDictionary route, IParameterBindingMetadata parameter)
    {
        var type = parameter.ParameterInfo.ParameterType;
        if (Source(endpoint, parameter.ParameterInfo) is not { } source) return null;
        var (place, name) = source;
        IEnumerable<string?> raw = place switch
        {
            "header" => request.Headers[name],
            QueryParameter => request.Query[name],
            _ => route.GetValueOrDefault(name) is { } segment ? [segment.ToString()] : [],
        };
        var values = raw.OfType<string>().ToList();
        if (values.Count == 0) return parameter.IsOptional || type.IsArray ? null : $"The {place} '{name}' is missing.";
        // For an optional parameter, an empty value means no value.
        var mayBeEmpty = Nullable.GetUnderlyingType(type) is not null;
        var bad = values.FirstOrDefault(value =>
            !AllowedValues.IsAllowed(type, value) && !(value.Length == 0 && mayBeEmpty));
        return bad is null
            ? null
            : $"'{BadRequestDetail.Sanitize(bad)}' is not a valid value of '{name}'; "
                + $"expected {AllowedValues.Describe(type)}.";
    }

    // Null for a service, the body, and types that bind themselves.
    private static (string Place, string Name)? Source(Endpoint endpoint, ParameterInfo parameter)
    {
        var attributes = parameter.GetCustomAttributes(inherit: true);
        if (attributes.OfType<IFromHeaderMetadata>().FirstOrDefault() is { } header)
            return ("header", header.Name ?? parameter.Name!);
        if (attributes.OfType<IFromQueryMetadata>().FirstOrDefault() is { } query)
            return (QueryParameter, query.Name ?? parameter.Name!);
        if (attributes.OfType<IFromRouteMetadata>().FirstOrDefault() is { } segment)
            return ("path segment", segment.Name ?? parameter.Name!);
        if (AllowedValues.Describe(parameter.ParameterType) is null) return null;
        var isSegment = endpoint is RouteEndpoint { RoutePattern: var pattern }
            && pattern.GetParameter(parameter.Name!) is not null;
        return (isSegment ? "path segment" : QueryParameter, parameter.Name!);
    }
}

using Microsoft.AspNetCore.Routing.Patterns;

namespace Tauro.TestServers;

/// <summary>Fills in the parameters of routes.</summary>
internal static class RoutePath
{
    /// <summary>Returns a path that a route matches.</summary>
    /// <param name="pattern">The pattern of the route.</param>
    /// <param name="getValue">Returns the value of a parameter, by its name.</param>
    public static string Create(RoutePattern pattern, Func<string, string> getValue) =>
        "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part =>
            part switch
            {
                RoutePatternLiteralPart literal => literal.Content,
                RoutePatternSeparatorPart separator => separator.Content,
                RoutePatternParameterPart parameter => getValue(parameter.Name),
                _ => throw new InvalidOperationException($"'{pattern.RawText}' has an unknown part."),
            }))));
}

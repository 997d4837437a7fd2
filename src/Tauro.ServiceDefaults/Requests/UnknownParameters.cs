using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Tauro.Contracts;
using Tauro.ServiceDefaults.Problems;

namespace Tauro.ServiceDefaults.Requests;

/// <summary>
/// Refuses query parameters that a route of the native API does not have: a misspelled filter would otherwise return
/// everything. MLflow's routes ignore them, as MLflow's server does.
/// </summary>
internal static class UnknownParameters
{
    private static readonly PathString Native = "/api/v1";

    public static void RefuseUnknownParameters(this IApplicationBuilder app)
    {
        var known = new ConcurrentDictionary<Endpoint, SortedSet<string>>();
        app.Use((context, next) =>
        {
            var query = context.Request.Query;
            if (query.Count == 0 || !context.Request.Path.StartsWithSegments(Native)
                || context.GetEndpoint() is not { } endpoint
                // Every route of the API has a name, and others read what they like.
                || endpoint.Metadata.GetMetadata<IEndpointNameMetadata>() is null)
                return next(context);
            var names = known.GetOrAdd(endpoint, ReadNames);
            var unknown = query.Keys.Where(name => !names.Contains(name)).ToList();
            return unknown.Count == 0
                ? next(context)
                : Problem.Write(context, StatusCodes.Status400BadRequest, ProblemCodes.InvalidRequest,
                    $"This route has no query parameter {string.Join(", ", unknown.Take(5).Select(Quote))}; "
                    + (names.Count == 0 ? "it has none." : $"it has {string.Join(", ", names)}."));
        });
    }

    private static string Quote(string name) => $"'{BadRequestDetail.Sanitize(name)}'";

    private static SortedSet<string> ReadNames(Endpoint endpoint) => new(
        endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Select(parameter => BadParameter.FindQueryName(endpoint, parameter.ParameterInfo)).OfType<string>(),
        StringComparer.OrdinalIgnoreCase);
}

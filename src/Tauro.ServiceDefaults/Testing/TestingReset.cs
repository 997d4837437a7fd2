using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Tauro.ServiceDefaults.Start;

namespace Tauro.ServiceDefaults.Testing;

/// <summary>
/// A route that deletes all data of the service, for test suites. It exists only if <c>TAURO_TESTING_RESET=1</c> was
/// set at the start.
/// </summary>
public static class TestingReset
{
    public const string Variable = "TAURO_TESTING_RESET";

    /// <summary>The path in each service; the gateway does not route to it.</summary>
    public const string ServicePath = "/internal/testing/reset";

    public static bool IsAllowed(IConfiguration configuration) => TauroSwitch.IsOn(configuration, Variable);

    /// <summary>Maps <see cref="ServicePath"/> if it is allowed.</summary>
    public static void MapTestingReset(this WebApplication app, Func<IServiceProvider, CancellationToken, Task> reset)
    {
        if (!IsAllowed(app.Configuration)) return;
        app.MapPost(ServicePath, Reset).RequiresAdmin().ExcludeFromDescription();

        async Task<NoContent> Reset(HttpContext context, CancellationToken cancel)
        {
            await reset(context.RequestServices, cancel);
            return TypedResults.NoContent();
        }
    }
}

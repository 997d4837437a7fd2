using Microsoft.AspNetCore.Diagnostics;
using Tauro.Mlflow;
using Tauro.ServiceDefaults.Problems;

namespace Microsoft.Extensions.DependencyInjection;

public static class TauroMlflow
{
    /// <summary>Makes errors under MLflow's paths look like those of MLflow's server.</summary>
    public static IServiceCollection AddTauroMlflow(this IServiceCollection services)
    {
        // Before the handler of the service defaults, which takes every exception.
        services.Insert(0, ServiceDescriptor.Singleton<IExceptionHandler, MlflowExceptionHandler>());
        return services.AddSingleton(new ErrorFormat(
            MlflowPaths.Owns, MlflowErrors.WriteProblem));
    }
}

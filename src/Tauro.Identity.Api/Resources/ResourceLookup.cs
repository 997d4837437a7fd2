using Tauro.Contracts.Access;
using Tauro.Contracts.Experiments;
using Tauro.Contracts.Models;
using Tauro.ServiceDefaults.Principals;
using Tauro.Stores;
using Tauro.Stores.Access;
using Tauro.Stores.Rules;

namespace Tauro.Identity.Api.Resources;

/// <summary>
/// Asks the services for the resources that requests name, in place of the sender: only they know which there are, and
/// who owns them.
/// </summary>
internal sealed class ResourceLookup(ServiceReader services)
{
    private const string Question = "whether you may see the resource";

    /// <summary>
    /// Finds an experiment by its id, or a registered model by its name; null if there is none, or none that the sender
    /// of the request may read.
    /// </summary>
    /// <exception cref="AccessDeniedException">The API key is not for reading.</exception>
    /// <exception cref="StorageUnavailableException">The service does not respond.</exception>
    public async Task<AccessTarget?> Find(
        HttpContext context, ResourceType type, string name, CancellationToken cancel)
    {
        context.RequireScope(AccessScope.Read);
        var token = BearerToken.Read(context.Request);
        if (type == ResourceType.Experiment)
            return ResourceTypes.IsId(type, name)
                && await services.ReadFor<Experiment>(
                    ServiceReader.Tracking, $"/api/v1/experiments/{name}", Question, token, cancel) is { } experiment
                    ? new AccessTarget(type, experiment.ExperimentId, experiment.Owner, experiment.Workspace)
                    : null;
        return ModelRules.CheckName(name) is null
            && await services.ReadFor<RegisteredModel>(
                ServiceReader.Registry, $"/api/v1/models/{Uri.EscapeDataString(name)}", Question, token, cancel)
                is { } model
                ? new AccessTarget(type, model.ModelId, model.Owner, model.Workspace)
                : null;
    }
}

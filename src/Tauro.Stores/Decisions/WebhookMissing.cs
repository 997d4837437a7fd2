using Tauro.Contracts;
using Tauro.Contracts.Ids;
using Tauro.Stores.Rules;

namespace Tauro.Stores.Decisions;

/// <summary>No webhook has the id.</summary>
public sealed record WebhookMissing(WebhookId WebhookId) : StoreProblem(
    ProblemKind.NotFound, ProblemCodes.WebhookNotFound, $"There is no webhook '{NameRules.Excerpt(WebhookId)}'.");

namespace Tauro.Web.Api;

/// <summary>The response of MLflow's API to a test of a webhook.</summary>
public sealed record WebhookTest(WebhookTestResult Result);

/// <summary>What the receiver responded.</summary>
/// <param name="Success">Whether it accepted the message.</param>
/// <param name="ResponseStatus">Its status; null if it did not respond.</param>
/// <param name="ResponseBody">The beginning of its response.</param>
/// <param name="ErrorMessage">Why it was not delivered.</param>
public sealed record WebhookTestResult(
    bool Success, int? ResponseStatus = null, string? ResponseBody = null, string? ErrorMessage = null);

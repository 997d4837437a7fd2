using Tauro.Contracts;

namespace Tauro.Web.Api;

/// <summary>The response to a request: what was asked for, or the problem.</summary>
internal readonly record struct ApiResult<T>(T? Value, Problem? Problem)
    where T : class;

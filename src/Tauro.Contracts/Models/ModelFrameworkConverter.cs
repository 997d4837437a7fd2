using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tauro.Contracts.Models;

/// <summary>Writes <c>sklearn</c>; reads it in any letter case.</summary>
public sealed class ModelFrameworkConverter() :
    JsonStringEnumConverter<ModelFramework>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

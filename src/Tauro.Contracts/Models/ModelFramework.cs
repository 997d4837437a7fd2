using System.Text.Json.Serialization;

namespace Tauro.Contracts.Models;

/// <summary>The library a model was made with; lower case in JSON.</summary>
[JsonConverter(typeof(ModelFrameworkConverter))]
public enum ModelFramework
{
    Custom,
    Sklearn,
    Xgboost,
    Lightgbm,
    Catboost,
    Pytorch,
    Tensorflow,
    Onnx,
}

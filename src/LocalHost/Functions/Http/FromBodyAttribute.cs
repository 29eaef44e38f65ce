using Microsoft.AspNetCore.Http.Metadata;

namespace LocalHost.Functions.Http;

/// <summary>Fills the parameter from the JSON body of the request.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromBodyAttribute : Attribute, IFromBodyMetadata;

using LocalHost.Functions.Middleware;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions;

/// <summary>Sets up a functions app.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    /// <summary>The app's services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Adds middleware around every run; the first added is the outermost.</summary>
    /// <param name="middleware">Makes the new pipeline from the rest of it.</param>
    IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware);
}

import type { components, paths } from './schema';

/** Named schemas of the server: `Schemas['Contact']`. */
export type Schemas = components['schemas'];

type Method = 'get' | 'put' | 'post' | 'patch' | 'delete';
type Json<Content> = Content extends { 'application/json': infer Body } ? Body : never;

/** What a route answers on success: `Answer<'/api/me', 'get'>`. */
export type Answer<Path extends keyof paths, Verb extends Method> = paths[Path][Verb] extends {
  responses: infer Responses;
}
  ? {
      [Status in keyof Responses]: Status extends 200 | 201 | 202
        ? Responses[Status] extends { content: infer Content }
          ? Json<Content>
          : never
        : never;
    }[keyof Responses]
  : never;

/** What a route takes: `Body<'/api/members/{user_id}', 'patch'>`. */
export type Body<Path extends keyof paths, Verb extends Method> = paths[Path][Verb] extends {
  requestBody?: infer Request;
}
  ? NonNullable<Request> extends { content: infer Content }
    ? Json<Content>
    : never
  : never;

/** The query parameters of a GET route. */
export type Query<Path extends keyof paths> = paths[Path]['get'] extends {
  parameters: { query?: infer Parameters };
}
  ? NonNullable<Parameters>
  : never;

/** An item of a list or page that a route answers: `Item<'/api/members'>`. */
export type Item<Path extends keyof paths> =
  Answer<Path, 'get'> extends { items: (infer One)[] } ? One : never;

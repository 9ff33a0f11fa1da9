import { changeLanguage, changeTheme, faultSentence, useApi, useToasts } from '@aftercare/ui';
import { api } from '@aftercare/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Me } from '../data/types.ts';
import { leaveInside } from '../session/inside.ts';

/** Changes to my own account, shown at once and taken back if the server refuses. */
export function useMySettings() {
  const { call } = useApi();
  const client = useQueryClient();
  const toasts = useToasts();
  const save = useMutation({
    mutationFn: (change: { presence?: Me['presence']; language?: Me['language']; theme?: Me['theme']; density?: Me['density'] }) =>
      change.presence ? call(api.session.setPresence, { body: { state: change.presence } }) : call(api.session.updateMe, { body: { language: change.language, theme: change.theme, density: change.density } }),
    onMutate: (change) => {
      const before = client.getQueryData<Me>(['me']);
      client.setQueryData<Me>(['me'], (me) => (me ? { ...me, ...change } : me));
      return { before };
    },
    onError: (error, _, context) => {
      client.setQueryData(['me'], context?.before);
      toasts.show({ kind: 'fault', text: faultSentence(error) });
    },
    onSuccess: (me) => client.setQueryData(['me'], me),
  });
  return {
    setPresence: (presence: Me['presence']) => save.mutate({ presence }),
    setLanguage: (language: string) => { void changeLanguage(language); save.mutate({ language: language as Me['language'] }); },
    setDensity: (density: Me['density']) => save.mutate({ density }),
    setTheme: (theme: Me['theme']) => { changeTheme(theme); save.mutate({ theme }); },
  };
}

/** Ends the session and forgets what was loaded. */
export function useSignOut(): () => void {
  const { call } = useApi();
  const client = useQueryClient();
  return () => {
    void call(api.session.signOut, {}).catch(() => undefined).then(() => {
      client.clear();
      leaveInside();
      location.assign('/signin');
    });
  };
}

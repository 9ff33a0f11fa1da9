declare module 'dmn-js/lib/Modeler' { const Modeler: import('./dmn.ts').MakeDmn; export default Modeler; }
declare module 'dmn-js/lib/NavigatedViewer' { const Viewer: import('./dmn.ts').MakeDmn; export default Viewer; }

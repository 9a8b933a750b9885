// What this device plays: the playlists, the one on the desk, and the library of pieces they are made of.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Facilitator
import "../components"
import "../music"

Item {
    id: page

    required property Shell shell
    readonly property MusicView music: page.shell.home.music as MusicView

    Roomy {
        anchors.fill: parent
        spacing: 12
        visible: !page.music.editor.is_open

        GridLayout {
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.primary
            columns: page.width < 560 * Theme.factor ? 1 : 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.near

            Say { Layout.fillWidth: true; Layout.minimumWidth: implicitWidth; kind: "heading"; text: qsTr("ui.home.music") }
            Segmented {
                objectName: "music.tab"
                Layout.minimumWidth: 200
                label: qsTr("ui.home.music")
                options: [{ key: "playlists", text: qsTr("playlist.tab_playlists") }, { key: "library", text: qsTr("playlist.tab_library") }]
                current: page.music.tab
                onPicked: key => page.music.go(key)
            }
        }

        Playlists {
            visible: page.music.tab === "playlists"
            Layout.fillWidth: true
            Layout.fillHeight: true
            music: page.music
            over: page.parent.parent.parent
        }

        LibraryPage {
            visible: page.music.tab === "library"
            Layout.fillWidth: true
            Layout.fillHeight: true
            library: page.music.library
            listen: page.music.listen
            over: page.parent.parent.parent
        }
    }

    Loader {
        anchors.fill: parent
        active: page.music.editor.is_open

        sourceComponent: Desk {
            music: page.music
            over: page.parent.parent.parent
        }
    }

    Timer { // the folders are watched while somebody is here
        interval: 60000
        running: page.visible
        repeat: true
        onTriggered: page.music.library.look()
    }

    CheckSheet { objectName: "check"; parent: page.parent.parent.parent; check: page.music.check }
}
